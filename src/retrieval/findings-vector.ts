import {
  BodySite,
  Duration,
  type Findings,
  Progression,
  SexAtBirth,
  Texture,
  Truth,
  truthOf,
} from '../domain';
import { type PatientTraits } from './reference-case';
import { ENCODED_SIGNS, TEXTURE_SIGNS } from './scin-codes';

/**
 * Part of the collection's name: raise it whenever a vector's meaning changes, so that old and new never meet.
 * The layout is fixed and written down in docs/reference-data.md.
 */
export const FINDINGS_ENCODING = 'v1';

/** How much a group of answers counts in the cosine. Chosen in docs/evaluation.md. */
const WEIGHT = {
  site: 1,
  texture: 0.7,
  duration: 0.7,
  progression: 0.5,
  sign: 1,
  /** "No" says less than "yes": most people say no to most questions. */
  absentSign: -0.5,
  age: 1,
  sex: 0.3,
} as const;

const SITES = Object.values(BodySite).filter((site) => site !== BodySite.OTHER);
const TEXTURES = Object.values(Texture);

/** Shortest to longest. "Since childhood" counts as the longest: the age is known apart. */
const DURATIONS: readonly Duration[] = [
  Duration.ONE_DAY,
  Duration.LESS_THAN_ONE_WEEK,
  Duration.ONE_TO_FOUR_WEEKS,
  Duration.ONE_TO_THREE_MONTHS,
  Duration.THREE_TO_TWELVE_MONTHS,
  Duration.MORE_THAN_ONE_YEAR,
  Duration.MORE_THAN_FIVE_YEARS,
  Duration.SINCE_CHILDHOOD,
];

const COURSE: Readonly<Record<Progression, number>> = {
  WORSENING_FAST: 1,
  WORSENING: 0.6,
  STABLE: -0.3,
  IMPROVING: -1,
  UNKNOWN: 0,
};

const OLDEST_YEARS = 100;

/** Coordinates: sites, textures, duration (2), progression, signs, age (2), sex. */
export const FINDINGS_DIMENSION = SITES.length + TEXTURES.length + 2 + 1 + ENCODED_SIGNS.length + 2 + 1;

/**
 * The answers as a vector of unit length, or null if nothing that it could hold is known. What nobody said is 0 and
 * pulls in no direction; in particular it is not "no". Words of the complaint are not in it.
 */
export function findingsVector(findings: Findings, patient: PatientTraits | null): Float32Array | null {
  const values = [
    ...SITES.map((site) => (findings.bodySites.includes(site) ? WEIGHT.site : 0)),
    ...TEXTURES.map((texture) => (hasTexture(findings, texture) ? WEIGHT.texture : 0)),
    ...onHalfCircle(placeOf(findings.duration), WEIGHT.duration),
    COURSE[findings.progression ?? Progression.UNKNOWN] * WEIGHT.progression,
    ...ENCODED_SIGNS.map((codes) => signValue(findings, codes)),
    ...onHalfCircle(ageShare(patient), WEIGHT.age),
    sexValue(patient),
  ];
  return toUnitLength(values);
}

/** So much of what a record holds does somebody say who is asked little: one in three answers. */
const KEPT_ANSWERS = 3;

/** The same vector with most of its answers forgotten; `place` (any whole number) chooses which. Null if none is left. */
export function partlySaid(vector: Float32Array, place: number): Float32Array | null {
  let answer = place;
  const said = Array.from(vector, (value) => {
    if (value === 0) return 0;
    answer += 1;
    return answer % KEPT_ANSWERS === 0 ? value : 0;
  });
  return toUnitLength(said);
}

function hasTexture(findings: Findings, texture: Texture): boolean {
  const sign = TEXTURE_SIGNS[texture];
  return (
    findings.textures.includes(texture) || (sign !== undefined && truthOf(findings, sign) === Truth.PRESENT)
  );
}

/** Present if any of the codes is; absent if one is and none is present. */
function signValue(findings: Findings, codes: readonly string[]): number {
  const truths = codes.map((code) => truthOf(findings, code));
  if (truths.includes(Truth.PRESENT)) return WEIGHT.sign;
  return truths.includes(Truth.ABSENT) ? WEIGHT.sign * WEIGHT.absentSign : 0;
}

/** A scale from 0 to 1 as a point on a half circle: near values are similar, far ones opposed, and all weigh the same. */
function onHalfCircle(share: number | null, weight: number): [number, number] {
  if (share === null) return [0, 0];
  return [weight * Math.cos(Math.PI * share), weight * Math.sin(Math.PI * share)];
}

function placeOf(duration: Duration | null): number | null {
  const place = duration === null ? -1 : DURATIONS.indexOf(duration);
  return place < 0 ? null : place / (DURATIONS.length - 1);
}

function ageShare(patient: PatientTraits | null): number | null {
  const ageYears = patient?.ageYears ?? null;
  return ageYears === null ? null : Math.min(Math.max(ageYears, 0), OLDEST_YEARS) / OLDEST_YEARS;
}

function sexValue(patient: PatientTraits | null): number {
  if (patient?.sexAtBirth === SexAtBirth.FEMALE) return WEIGHT.sex;
  return patient?.sexAtBirth === SexAtBirth.MALE ? -WEIGHT.sex : 0;
}

function toUnitLength(values: readonly number[]): Float32Array | null {
  const length = Math.hypot(...values);
  return length === 0 ? null : Float32Array.from(values, (value) => value / length);
}
