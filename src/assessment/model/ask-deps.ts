import { type CaseRepository, type CaseVault } from '../../cases';
import { type AcknowledgementPolicy, type AssessmentContent, type CaseImage } from '../../domain';
import { type Jobs } from '../../jobs';
import { type Clock } from '../../time';
import { type LanguageModel } from '../language-model';
import { type FacilityFacts } from '../with-notes';
import { type CaseWatch } from './case-watch';
import { type InTurn } from './in-turn';
import { type ModelCall } from './model-call';
import { type PromptDeps } from './prompt-facts';
import { type WeighDeps } from './weigh';

/** What asking the language model about a case takes. */
export interface AskDeps extends WeighDeps, PromptDeps {
  readonly cases: CaseRepository;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly languageModel: LanguageModel;
  readonly watch: CaseWatch;
  /** For all that is done before and after a call, but never for the call. */
  readonly inTurn: InTurn;
  readonly acknowledgementPolicyOf: (facilityId: string) => Promise<AcknowledgementPolicy>;
  readonly facilityOf: (facilityId: string) => Promise<FacilityFacts>;
  /** The bytes of a case's picture, opened; null when they are gone. */
  readonly readPicture: (image: CaseImage, vault: CaseVault) => Promise<Buffer | null>;
  /** A picture as the model is shown it: a JPEG of no more pixels than it looks at. */
  readonly shrinkPicture: (bytes: Buffer) => Promise<Buffer>;
  readonly onAssessed?: (assessment: Pick<AssessmentContent, 'source' | 'limitations'>) => void;
  /** Called once for each call that was sent. */
  readonly onModelCall: (call: ModelCall) => void;
  /** Called for each reason why a view was refused, and for each thing that the guard did to one. */
  readonly onGuard: (code: string) => void;
}
