import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requireViewer, type RequestContext } from '../graphql';
import { assignCase, type AssignDeps } from './assign-case';
import {
  AssignCaseInput,
  CaseChangeInput,
  EraseCaseInput,
  RecordOutcomeInput,
  ReviewCaseInput,
  WithdrawConsentInput,
} from './case-change.types';
import { claimCase } from './claim-case';
import { eraseCase } from './erase-case';
import { type CaseReading } from './read/case-reading';
import { recordOutcome } from './record-outcome';
import { releaseCase } from './release-case';
import { reviewCase } from './review-case';
import { showCase } from './show-case';
import { TriageCaseType } from './triage-case.types';
import { withdrawConsent } from './withdraw-consent';

interface CaseDoor extends AssignDeps {
  readonly reading: Pick<CaseReading, 'caseById'>;
}

@Resolver(() => TriageCaseType)
export class CaseMutationResolver {
  constructor(private readonly deps: CaseDoor) {}

  @Mutation(() => TriageCaseType)
  async claimCase(
    @Arg('input') input: CaseChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(this.deps.reading, context, await claimCase(this.deps, requireViewer(context), input));
  }

  @Mutation(() => TriageCaseType)
  async releaseCase(
    @Arg('input') input: CaseChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(this.deps.reading, context, await releaseCase(this.deps, requireViewer(context), input));
  }

  @Mutation(() => TriageCaseType)
  async assignCase(
    @Arg('input') input: AssignCaseInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(this.deps.reading, context, await assignCase(this.deps, requireViewer(context), input));
  }

  @Mutation(() => TriageCaseType, {
    description:
      'Closes the case and resolves its escalations; nothing else does either. The only way in which urgency can fall.',
  })
  async reviewCase(
    @Arg('input') input: ReviewCaseInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(this.deps.reading, context, await reviewCase(this.deps, requireViewer(context), input));
  }

  @Mutation(() => TriageCaseType, { description: 'What became of the patient. Any time after the review.' })
  async recordOutcome(
    @Arg('input') input: RecordOutcomeInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(
      this.deps.reading,
      context,
      await recordOutcome(this.deps, requireViewer(context), input),
    );
  }

  @Mutation(() => TriageCaseType, { description: "By staff, on the patient's word." })
  async withdrawConsent(
    @Arg('input') input: WithdrawConsentInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(
      this.deps.reading,
      context,
      await withdrawConsent(this.deps, requireViewer(context), input),
    );
  }

  @Mutation(() => TriageCaseType, {
    description:
      "At the patient's request: media, transcript and identifiers are gone; the audit trail says that it happened.",
  })
  async eraseCase(
    @Arg('input') input: EraseCaseInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(this.deps.reading, context, await eraseCase(this.deps, requireViewer(context), input));
  }
}
