import { ADULT_FROM_YEARS, completedYears } from '../findings/ages';
import { type Findings } from '../findings/findings';
import { INTIMATE_SITES } from '../findings/private-matters';
import { err, ok } from '../result';
import { BodySite, ConsentKind, SexAtBirth } from '../vocabulary';
import { type CaseChange, CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { badInput, type CaseError, conflict, consentRequired } from './case-error';
import {
  type CaseImage,
  CaseStatus,
  hasConsent,
  MAX_IMAGES,
  type Patient,
  type TriageCase,
} from './triage-case';

/**
 * Whether a picture of the place would be an intimate one of a minor: none is asked for, taken or kept. Private parts and
 * buttocks of everybody under 18, and of everybody whose age nobody knows; the chest of girls.
 */
export function isIntimateOfMinor(
  findings: Pick<Findings, 'bodySites' | 'numbers'>,
  patient: Pick<Patient, 'sexAtBirth'>,
): boolean {
  const years = completedYears(findings);
  if (years !== null && years >= ADULT_FROM_YEARS) return false;
  if (findings.bodySites.some((site) => INTIMATE_SITES.has(site))) return true;
  const isGirl = years !== null && patient.sexAtBirth === SexAtBirth.FEMALE;
  return isGirl && findings.bodySites.includes(BodySite.TORSO_FRONT);
}

/** Whether no picture may be taken: of an intimate place of a minor, or of who may be one. `field`: what to refuse. */
export function refusePicture(triageCase: TriageCase, field: string): CaseError | null {
  if (!isIntimateOfMinor(triageCase.findings, triageCase.patient)) return null;
  return badInput(
    field,
    'No picture is taken of an intimate place of a minor; a health worker looks instead.',
  );
}

/**
 * Adds a picture that was stored. Errors: CONSENT_REQUIRED without a standing IMAGE_CAPTURE consent;
 * CONFLICT on a closed case or when six are there; BAD_USER_INPUT (`uploadId`) for an intimate one of a minor.
 */
export function attachImage(triageCase: TriageCase, image: CaseImage, context: CommandContext): Decision {
  if (!hasConsent(triageCase, ConsentKind.IMAGE_CAPTURE)) {
    return err(consentRequired(ConsentKind.IMAGE_CAPTURE));
  }
  if (triageCase.status === CaseStatus.CLOSED || triageCase.status === CaseStatus.ERASED) {
    return err(conflict('The case is closed.'));
  }
  if (triageCase.images.length >= MAX_IMAGES) {
    return err(conflict(`A case holds at most ${MAX_IMAGES} pictures.`));
  }
  const refusal = image.mediaKey === null ? null : refusePicture(triageCase, 'uploadId');
  if (refusal !== null) return err(refusal);
  const verdict = image.quality.usable
    ? 'usable'
    : `not usable: ${image.quality.reason ?? 'no reason given'}`;
  return ok({
    triageCase: { ...triageCase, images: [...triageCase.images, image] },
    events: [
      happened(context, CaseEventKind.IMAGE_ATTACHED, `Picture attached, ${verdict}.`, {
        imageId: image.id,
        sha256: image.sha256,
      }),
    ],
  });
}

/**
 * The case without the bytes of its pictures, which whoever stores it removes. That they were there stays known. Changes
 * nothing where there are none.
 */
export function withoutPictures(triageCase: TriageCase, context: CommandContext): CaseChange {
  const removed = triageCase.images.filter((image) => image.mediaKey !== null);
  if (removed.length === 0) return { triageCase, events: [] };
  return {
    triageCase: { ...triageCase, images: triageCase.images.map((image) => ({ ...image, mediaKey: null })) },
    events: removed.map((image) =>
      happened(context, CaseEventKind.IMAGE_REMOVED, 'Picture removed.', { imageId: image.id }),
    ),
  };
}

/** Pictures that turn out to be of an intimate place of a minor leave the case, as after a withdrawn consent. */
export function withoutIntimatePictures(triageCase: TriageCase, context: CommandContext): CaseChange {
  const { findings, patient } = triageCase;
  return isIntimateOfMinor(findings, patient)
    ? withoutPictures(triageCase, context)
    : { triageCase, events: [] };
}
