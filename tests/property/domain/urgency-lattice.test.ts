import fc from 'fast-check';
import {
  acknowledgeEscalation,
  assign,
  attachImage,
  claim,
  type CommandContext,
  type Decision,
  endConversation,
  joinUrgency,
  ok,
  raiseUrgency,
  recordAssessment,
  recordConsent,
  release,
  requestAssessment,
  review,
  type TriageCase,
  Urgency,
  urgencyRank,
} from '../../../src/domain';
import { contextAt, NOW, openedCase, outcomeWith, redFlag, POLICY, WORDS } from '../../support/cases';

const urgencies = fc.constantFrom(...Object.values(Urgency));
const CLINICIAN = 'clinician';

interface Step {
  readonly name: string;
  /** What this step's source says of the urgency; null for steps that say nothing. */
  readonly says: Urgency | null;
  readonly run: (triageCase: TriageCase, context: CommandContext) => Decision;
}

const silent = (name: string, run: Step['run']): fc.Arbitrary<Step> => fc.constant({ name, says: null, run });

/** Everything that anybody but a reviewing clinician can do to a case. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  urgencies.map(
    (urgency) =>
      ({
        name: `rules say ${urgency}`,
        says: urgency,
        run: (triageCase, context) =>
          ok(raiseUrgency(triageCase, { urgency, reasons: [redFlag(urgency)] }, POLICY, context)),
      }) satisfies Step,
  ),
  urgencies.map(
    (urgency) =>
      ({
        name: `assessment says ${urgency}`,
        says: urgency,
        run: (triageCase, context) => recordAssessment(triageCase, outcomeWith(urgency), POLICY, context),
      }) satisfies Step,
  ),
  silent('assessment requested', requestAssessment),
  silent('consent to pictures', (triageCase, context) =>
    recordConsent(triageCase, { kind: 'IMAGE_CAPTURE', granted: true, wording: 'w' }, context),
  ),
  silent('consent withdrawn', (triageCase, context) =>
    recordConsent(triageCase, { kind: 'IMAGE_CAPTURE', granted: false, wording: 'w' }, context),
  ),
  silent('picture', (triageCase, context) => attachImage(triageCase, anImage(context), context)),
  silent('claimed', (triageCase, context) =>
    claim(triageCase, { by: CLINICIAN, version: triageCase.version }, context),
  ),
  silent('released', (triageCase, context) =>
    release(triageCase, { by: CLINICIAN, version: triageCase.version }, context),
  ),
  silent('assigned', (triageCase, context) =>
    assign(triageCase, { clinicianId: 'another', version: triageCase.version }, context),
  ),
  silent('acknowledged', (triageCase, context) =>
    acknowledgeEscalation(
      triageCase,
      { escalationId: triageCase.escalations[0]?.id ?? '', by: 'r', note: null },
      context,
    ),
  ),
  silent('conversation ended', (triageCase, context) => endConversation(triageCase, WORDS, context)),
);

test('urgency is the maximum of what every source said, whatever else happened', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (sequence) => {
      let triageCase = openedCase();
      let expected: Urgency | null = null;
      for (const [index, step] of sequence.entries()) {
        const decision = step.run(triageCase, contextAt(new Date(NOW.getTime() + index * 1000)));
        if (!decision.ok) continue;
        triageCase = decision.value.triageCase;
        expected = step.says === null ? expected : joinUrgency(expected, step.says);
        expect(triageCase.urgency).toBe(expected);
      }
    }),
  );
});

test('SOON or above always has an escalation of the same urgency, and one alone', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (sequence) => {
      let triageCase = openedCase();
      for (const step of sequence) {
        const decision = step.run(triageCase, contextAt());
        if (decision.ok) triageCase = decision.value.triageCase;
      }
      const isUrgent = urgencyRank(triageCase.urgency) >= urgencyRank(Urgency.SOON);
      expect(triageCase.escalations.map((escalation) => escalation.urgency)).toEqual(
        isUrgent ? [triageCase.urgency] : [],
      );
    }),
  );
});

test('only a review lowers urgency', () => {
  fc.assert(
    fc.property(urgencies, urgencies, (before, verdict) => {
      const raised = raiseUrgency(
        openedCase(),
        { urgency: before, reasons: [] },
        POLICY,
        contextAt(),
      ).triageCase;
      const queued = recordAssessment(raised, outcomeWith(before), POLICY, contextAt());
      const claimed =
        queued.ok && claim(queued.value.triageCase, { by: CLINICIAN, version: raised.version }, contextAt());
      if (!claimed || !claimed.ok) throw new Error('the case could not be claimed');
      const { triageCase } = claimed.value;
      const command = {
        by: CLINICIAN,
        version: triageCase.version,
        diagnosisIcd10: [],
        urgency: verdict,
        note: '',
      };
      const reviewed = review(triageCase, command, contextAt());
      expect(reviewed.ok && reviewed.value.triageCase.urgency).toBe(verdict);
    }),
  );
});

function anImage(context: CommandContext) {
  const id = context.newId();
  const quality = { usable: true, sharpness: 1, brightness: 0.5, reason: null };
  return {
    id,
    uploadId: id,
    shotType: 'CLOSE_UP' as const,
    mediaKey: `cases/x/${id}`,
    sha256: 'aa',
    widthPx: 600,
    heightPx: 600,
    quality,
    at: context.now,
  };
}
