import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type CaseReading, showCase, SubmitCaseInput, TriageCaseType } from '../cases';
import { AssessInput } from '../conversation';
import { requireViewer, type RequestContext } from '../graphql';
import { type AskDeps } from './model/ask-deps';
import { requestAssessment } from './request-assessment';
import { submitCase, type SubmitDeps } from './submit-case';

export type AssessmentDoor = SubmitDeps & AskDeps & { readonly reading: Pick<CaseReading, 'caseById'> };

@Resolver(() => TriageCaseType)
export class AssessmentResolver {
  constructor(private readonly deps: AssessmentDoor) {}

  @Mutation(() => TriageCaseType, {
    description: 'Assesses now what is known. Within 2 seconds it returns at least an EVIDENCE assessment.',
  })
  async assess(@Arg('input') input: AssessInput, @Ctx() context: RequestContext): Promise<TriageCaseType> {
    return showCase(
      this.deps.reading,
      context,
      await requestAssessment(this.deps, requireViewer(context), input),
    );
  }

  @Mutation(() => TriageCaseType, {
    description: `For partner EHRs: a whole case in one call, assessed before it returns. A picture that cannot be used is a
limitation of the assessment, never a reason to refuse the case.`,
  })
  async submitCase(
    @Arg('input') input: SubmitCaseInput,
    @Ctx() context: RequestContext,
  ): Promise<TriageCaseType> {
    return showCase(this.deps.reading, context, await submitCase(this.deps, requireViewer(context), input));
  }
}
