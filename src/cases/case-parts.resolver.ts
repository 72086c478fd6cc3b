import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Role } from '../domain';
import { MediaType, type RequestContext, requireViewer } from '../graphql';
import { ViewerType } from '../identity';
import { SimilarCaseType } from './assessment.types';
import { CaseEventType } from './case-event.types';
import { CaseImageType } from './image.types';
import { type CaseReading } from './read/case-reading';
import { OutcomeType, ReviewType } from './review.types';
import { TriageCaseType } from './triage-case.types';

@Resolver(() => CaseImageType)
export class CaseImageResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => MediaType, {
    nullable: true,
    description: 'Null once the picture has expired, or its consent was withdrawn.',
  })
  media(@Root() { mediaKey }: Pick<CaseImageType, 'mediaKey'>): MediaType | null {
    return mediaKey === null ? null : this.reading.signMediaUrl(mediaKey);
  }
}

@Resolver(() => SimilarCaseType)
export class SimilarCaseResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => MediaType, {
    nullable: true,
    description: 'Null if it was not kept. For staff: a patient’s device shows no pictures of other people.',
  })
  image(
    @Root() { imageKey }: Pick<SimilarCaseType, 'imageKey'>,
    @Ctx() context: RequestContext,
  ): MediaType | null {
    const isPatient = requireViewer(context).role === Role.PATIENT;
    return imageKey === null || isPatient ? null : this.reading.signMediaUrl(imageKey);
  }
}

@Resolver(() => ReviewType)
export class ReviewResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => ViewerType)
  clinician(
    @Root() { clinicianId }: Pick<ReviewType, 'clinicianId'>,
    @Ctx() context: RequestContext,
  ): Promise<ViewerType | null> {
    return context.loaders.batch(this.reading.staffById).load(clinicianId);
  }
}

@Resolver(() => OutcomeType)
export class OutcomeResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => ViewerType)
  recordedBy(
    @Root() { recordedById }: Pick<OutcomeType, 'recordedById'>,
    @Ctx() context: RequestContext,
  ): Promise<ViewerType | null> {
    return context.loaders.batch(this.reading.staffById).load(recordedById);
  }
}

@Resolver(() => CaseEventType)
export class CaseEventResolver {
  constructor(private readonly reading: CaseReading) {}

  @FieldResolver(() => TriageCaseType, { name: 'case' })
  triageCase(
    @Root() { caseId }: Pick<CaseEventType, 'caseId'>,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType | null> {
    return context.loaders.batch(this.reading.caseById).load(caseId);
  }
}
