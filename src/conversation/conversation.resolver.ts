import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type CaseReading, TriageCaseType } from '../cases';
import { Role, SpeakerRelation, type TriageCase } from '../domain';
import { answer, LanguageTagScalar, requireViewer, type RequestContext } from '../graphql';
import { type UploadDeps } from '../imaging';
import { attachImage } from './attach-image';
import { type ConversationDeps } from './conversation-deps';
import { endSession, type EndDeps } from './end-session';
import { type PicturePort } from './picture-port';
import { recordConsent } from './record-consent';
import { requestUpload } from './request-upload';
import { resumeSession, type ResumeDeps } from './resume-session';
import { say, type SayDeps } from './say';
import { currentSession, viewSession } from './session-view';
import { AttachImageInput, RecordConsentInput, SayInput, StartSessionInput } from './session-input.types';
import { SayPayload, StartSessionPayload, TriageSessionType } from './session.types';
import { setLanguage } from './set-language';
import { type StartedSession, startSession } from './start-session';
import { RequestUploadInput, UploadTicketType } from './upload.types';

export interface ConversationDoor extends ConversationDeps, ResumeDeps, SayDeps, EndDeps {
  readonly pictures: PicturePort;
  readonly uploads: UploadDeps;
  readonly reading: Pick<CaseReading, 'caseById'>;
}

@Resolver(() => TriageSessionType)
export class ConversationResolver {
  constructor(private readonly deps: ConversationDoor) {}

  @Query(() => TriageSessionType, { nullable: true, description: "The session of the bearer's token." })
  async session(@Ctx() context: RequestContext): Promise<TriageSessionType | null> {
    return answer(await currentSession(this.deps, requireViewer(context)));
  }

  @FieldResolver(() => TriageCaseType, {
    name: 'case',
    nullable: true,
    description:
      'Null for the patient, who sees only what is theirs to see: the prompt, the explanation, the case’s number.',
  })
  async caseOfSession(
    @Root() { caseId }: Pick<TriageSessionType, 'caseId'>,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType | null> {
    const { role } = requireViewer(context);
    if (role === Role.PATIENT || role === Role.KIOSK) return null;
    return context.loaders.batch(this.deps.reading.caseById).load(caseId);
  }

  @Mutation(() => StartSessionPayload, {
    description: `Opens a case and a conversation about it. KIOSK, CLINICIAN or PARTNER of the facility. The payload's token
is the patient's and good for this session alone; the same key returns it again to the same caller only.
The first prompt says who speaks, that it is no doctor, and asks for CARE consent; without it the session ends.`,
  })
  async startSession(
    @Arg('input') input: StartSessionInput,
    @Ctx() context: RequestContext,
  ): Promise<StartSessionPayload> {
    const request = { ...input, speaker: input.speaker ?? SpeakerRelation.SELF };
    return this.started(answer(await startSession(this.deps, requireViewer(context), request)));
  }

  @Mutation(() => StartSessionPayload, {
    description:
      'Takes a session up again on another device or after a lost line. KIOSK or CLINICIAN of the facility.',
  })
  async resumeSession(
    @Arg('caseNumber') caseNumber: string,
    @Ctx() context: RequestContext,
  ): Promise<StartSessionPayload> {
    return this.started(answer(await resumeSession(this.deps, requireViewer(context), caseNumber)));
  }

  @Mutation(() => SayPayload, {
    description:
      'One utterance, spoken, typed or pressed; exactly one of `text`, `audioUploadId` and `choice`.',
  })
  async say(@Arg('input') input: SayInput, @Ctx() context: RequestContext): Promise<SayPayload> {
    const { heard, triageCase } = answer(await say(this.deps, requireViewer(context), input));
    return { heard, session: await this.shown(triageCase) };
  }

  @Mutation(() => TriageSessionType)
  async setLanguage(
    @Arg('language', () => LanguageTagScalar) language: string,
    @Ctx() context: RequestContext,
  ): Promise<TriageSessionType> {
    return this.shown(answer(await setLanguage(this.deps, requireViewer(context), language)));
  }

  @Mutation(() => TriageSessionType, {
    description:
      'An explicit yes or no. Granted false after true is a withdrawal: what it covered is gone from every store.',
  })
  async recordConsent(
    @Arg('input') input: RecordConsentInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageSessionType> {
    return this.shown(answer(await recordConsent(this.deps, requireViewer(context), input)));
  }

  @Mutation(() => Boolean, {
    description: 'The conversation is over, complete or not; the case stays and goes to a human.',
  })
  async endSession(@Ctx() context: RequestContext): Promise<boolean> {
    return answer(await endSession(this.deps, requireViewer(context)));
  }

  @Mutation(() => UploadTicketType, {
    description: 'A one-time address to PUT the bytes of a picture or a recording to.',
  })
  async requestUpload(
    @Arg('input') input: RequestUploadInput,
    @Ctx() context: RequestContext,
  ): Promise<UploadTicketType> {
    return answer(await requestUpload(this.deps, requireViewer(context), input));
  }

  @Mutation(() => TriageSessionType)
  async attachImage(
    @Arg('input') input: AttachImageInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageSessionType> {
    return this.shown(answer(await attachImage(this.deps, requireViewer(context), input)));
  }

  private async started({ token, triageCase, expiresAt }: StartedSession): Promise<StartSessionPayload> {
    return { token, session: await viewSession(this.deps, triageCase, expiresAt) };
  }

  /** Whoever was just answered was alive a moment ago: the session's time has begun anew. */
  private shown(triageCase: TriageCase): Promise<TriageSessionType> {
    return viewSession(this.deps, triageCase, this.deps.sessions.expiry());
  }
}
