import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { forPatients, Role, Speaker, tellsOfHarm } from '../domain';
import { answer, type BatchFn, CursorScalar, readPage, type RequestContext, requireViewer } from '../graphql';
import { Action, may, permit, sees, ViewerType } from '../identity';
import { AssessmentType } from './assessment.types';
import { CaseEventConnection } from './case-event.types';
import { actorOf } from './change-as';
import { FindingsType } from './findings.types';
import { CaseImageType } from './image.types';
import { PatientExplanationType, SoapNoteType, UtteranceType } from './note.types';
import { ConsentType } from './patient.types';
import { isHistoryKeys } from './read/case-history';
import { NOTHING_FOUND } from './read/case-parts';
import { type CaseReading } from './read/case-reading';
import { OutcomeType, ReviewType } from './review.types';
import { TriageCaseType } from './triage-case.types';

/** An interface on purpose: type-graphql would copy a root that is declared as a class, once per field. */
type CaseRoot = Pick<TriageCaseType, 'id' | 'assigneeId' | 'facility'>;

const DEFAULT_HISTORY_SIZE = 50;

/** The parts of a case, each fetched for all cases of a request at once. */
@Resolver(() => TriageCaseType)
export class TriageCaseResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => [ConsentType])
  consents(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<ConsentType[]> {
    return all(context, this.reading.consents, root.id);
  }

  @FieldResolver(() => FindingsType)
  async findings(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<FindingsType> {
    const found = await one(context, this.reading.findings, root.id);
    return found === null || (await this.isKeptBack(root, context)) ? NOTHING_FOUND : found;
  }

  @FieldResolver(() => [UtteranceType], {
    description: 'At most 200 utterances; a session ends before that.',
  })
  async transcript(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<UtteranceType[]> {
    const said = await all(context, this.reading.transcript, root.id);
    const isShown = ({ speaker }: UtteranceType): boolean => speaker === Speaker.AGENT;
    return (await this.isKeptBack(root, context)) ? said.filter(isShown) : said;
  }

  @FieldResolver(() => [CaseImageType], { description: 'At most 6.' })
  images(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<CaseImageType[]> {
    return all(context, this.reading.images, root.id);
  }

  @FieldResolver(() => AssessmentType, { nullable: true, description: 'The latest assessment.' })
  async assessment(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<AssessmentType | null> {
    if (await this.isKeptBack(root, context)) return null;
    const latest = await one(context, this.reading.latestAssessment, root.id);
    return latest !== null && isPatient(context) ? forPatients(latest) : latest;
  }

  @FieldResolver(() => [AssessmentType], {
    description: 'Every assessment, oldest first, at most 20. None is ever changed.',
  })
  async assessments(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<AssessmentType[]> {
    if (await this.isKeptBack(root, context)) return [];
    const made = await all(context, this.reading.assessments, root.id);
    return isPatient(context) ? made.map((one) => forPatients(one)) : made;
  }

  @FieldResolver(() => SoapNoteType, { nullable: true })
  async soapNote(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<SoapNoteType | null> {
    return (await this.isKeptBack(root, context)) ? null : one(context, this.reading.soapNote, root.id);
  }

  @FieldResolver(() => PatientExplanationType, { nullable: true })
  explanation(
    @Root() root: CaseRoot,
    @Ctx() context: RequestContext,
  ): Promise<PatientExplanationType | null> {
    return one(context, this.reading.explanation, root.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'For staff of the facility alone; each look at it is recorded.',
  })
  async callbackReference(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<string | null> {
    const viewer = requireViewer(context);
    // A pool that helps reads the case, but reaches the patient through the facility.
    if (!may(viewer, Action.READ_CALLBACK_REFERENCE) || !sees(viewer, root.facility.id)) return null;
    const look = { actor: actorOf(viewer), operation: 'callbackReference', caseId: root.id };
    return context.loaders.batch(this.reading.callbackReference).load(look);
  }

  @FieldResolver(() => ViewerType, { nullable: true })
  async assignee(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<ViewerType | null> {
    if (root.assigneeId === null || isPatient(context)) return null;
    return one(context, this.reading.staffById, root.assigneeId);
  }

  @FieldResolver(() => ReviewType, { nullable: true })
  async review(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<ReviewType | null> {
    return isPatient(context) ? null : one(context, this.reading.review, root.id);
  }

  @FieldResolver(() => OutcomeType, { nullable: true })
  async outcome(@Root() root: CaseRoot, @Ctx() context: RequestContext): Promise<OutcomeType | null> {
    return isPatient(context) ? null : one(context, this.reading.outcome, root.id);
  }

  @FieldResolver(() => CaseEventConnection, {
    description: 'Everything that happened to the case, oldest first: who, what, when.',
  })
  async history(
    @Root() root: CaseRoot,
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_HISTORY_SIZE }) first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<CaseEventConnection> {
    answer(permit(requireViewer(context), Action.READ_CASE));
    const page = answer(readPage({ first: first ?? DEFAULT_HISTORY_SIZE, after }, isHistoryKeys));
    const history = await context.loaders.batch(this.reading.history).load({ caseId: root.id, page });
    return history ?? missing(root.id);
  }

  /** Who told of violence or self-harm holds a device that others may see: it shows nothing of what was said. */
  private async isKeptBack(root: CaseRoot, context: RequestContext): Promise<boolean> {
    if (!isPatient(context)) return false;
    const found = await one(context, this.reading.findings, root.id);
    return tellsOfHarm(found?.present ?? []);
  }
}

function one<T>(context: RequestContext, batchFn: BatchFn<string, T>, key: string): Promise<T | null> {
  return context.loaders.batch(batchFn).load(key);
}

async function all<T>(context: RequestContext, batchFn: BatchFn<string, T[]>, key: string): Promise<T[]> {
  return (await one(context, batchFn, key)) ?? [];
}

/** Staff's own matters (who works on the case, what they wrote) are not for the patient's device. */
function isPatient(context: RequestContext): boolean {
  return requireViewer(context).role === Role.PATIENT;
}

function missing(caseId: string): never {
  throw new Error(`The history batch left out case ${caseId}.`);
}
