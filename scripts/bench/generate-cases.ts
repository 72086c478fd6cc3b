import { type Client } from 'pg';

/** Facilities and a member of staff that the generated cases belong to. */
export interface GeneratedHouse {
  readonly facilityIds: readonly string[];
  readonly clinicianId: string;
}

export interface GenerateOptions {
  readonly cases: number;
  readonly facilities: number;
}

/** An id that grows with `n`, as UUIDv7 does; `kind` keeps the tables apart. Both as SQL and as text. */
const idSql = (kind: string, n: string): string =>
  `('0192${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const idText = (kind: string, n: number): string =>
  `0192${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const KIND = {
  facility: '0001',
  staff: '0002',
  patient: '0003',
  case: '0004',
  consent: '0005',
  image: '0006',
  assessment: '0007',
  event: '0008',
} as const;

/** Beyond so many, cases have a patient and their place in the lists, but no parts: lists cannot tell. */
const MAX_WITH_PARTS = 20_000;

/**
 * Fills an empty, migrated database with cases that have what a real one has: patient, findings, consents, pictures,
 * assessments, a SOAP note, events. The same options always give the same rows. Spread evenly over the facilities.
 */
export async function generateCases(client: Client, options: GenerateOptions): Promise<GeneratedHouse> {
  const facilityIds = Array.from({ length: options.facilities }, (_, n) => idText(KIND.facility, n));
  const clinicianId = idText(KIND.staff, 0);
  await client.query('BEGIN');
  const statements = [
    ...staffStatements(options.facilities),
    ...caseStatements(options),
    ...partStatements({ ...options, cases: Math.min(options.cases, MAX_WITH_PARTS) }),
  ];
  for (const statement of statements) await client.query(statement);
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
  return { facilityIds, clinicianId };
}

function staffStatements(facilities: number): string[] {
  return [
    `INSERT INTO facility (id, name, region, travel_directions, endemic_diseases)
     SELECT ${idSql(KIND.facility, 'n')}, 'Generated clinic ' || n, 'Region ' || n % 3,
            'Take the bus to the district hospital and ask for the skin clinic.', '{}'
     FROM generate_series(0, ${facilities - 1}) n`,
    `INSERT INTO staff (id, email, display_name, role, password_hash)
     VALUES ('${idText(KIND.staff, 0)}', 'generated@example.test', 'Generated Clinician', 'CLINICIAN', 'unusable')`,
    `INSERT INTO staff_membership (staff_id, facility_id)
     SELECT '${idText(KIND.staff, 0)}', id FROM facility`,
  ];
}

const caseId = idSql(KIND.case, 'n');
const openedAt = `timestamptz '2026-01-01' + n * interval '97 seconds'`;

/** Patients, and the rows that the lists read. */
function caseStatements({ cases, facilities }: GenerateOptions): string[] {
  const series = `generate_series(0, ${cases - 1}) n`;
  const facilityId = idSql(KIND.facility, `n % ${facilities}`);
  // Hashes spread the categories, so that none of them goes hand in hand with age or facility.
  const spread = (salt: string, sides: number): string => `(abs(hashint4(n # ${salt})) % ${sides})`;
  const rank = spread('11', 6);
  return [
    `INSERT INTO patient (id, facility_id, external_id, age_years, sex_at_birth, fitzpatrick_skin_type)
     SELECT ${idSql(KIND.patient, 'n')}, ${facilityId}, 'P-' || n / 2, ${spread('1', 90)},
            (enum_range(NULL::"SexAtBirth"))[1 + ${spread('2', 3)}],
            (enum_range(NULL::"FitzpatrickSkinType"))[1 + ${spread('3', 6)}]
     FROM ${series}`,
    `INSERT INTO triage_case (id, number, facility_id, patient_id, status, urgency, urgency_rank, version, language,
       speaker, opened_at, updated_at, assignee_id, asked_prompts, answered_topics, condition_terms, search_text)
     SELECT ${caseId}, 'PAA-2026-' || lpad(n::text, 7, '0'), ${facilityId}, ${idSql(KIND.patient, 'n')},
            (enum_range(NULL::"CaseStatus"))[1 + ${spread('4', 5)}],
            (enum_range(NULL::"Urgency"))[1 + ${rank}], ${rank}, 1, 'en', 'SELF',
            ${openedAt}, ${openedAt} + interval '1 hour',
            CASE WHEN ${spread('5', 50)} = 0 THEN '${idText(KIND.staff, 0)}'::uuid END, '{}', '{}',
            ARRAY['condition ' || ${spread('6', 100)}, 'L' || ${spread('6', 100)}],
            'PAA-2026-' || lpad(n::text, 7, '0') || E'\\nitching rash on the arm, sign' || ${spread('7', 500)}
     FROM ${series}`,
  ];
}

/** What hangs on each case. */
function partStatements({ cases, facilities }: GenerateOptions): string[] {
  const series = `generate_series(0, ${cases - 1}) n`;
  return [
    `INSERT INTO case_findings (case_id, chief_complaint, body_sites, textures, signs, numbers)
     SELECT ${caseId}, 'An itching rash on the arm.', '{ARM}', '{FLAT}',
            '{"itching": {"truth": "PRESENT", "because": "itching"}}', '{}'
     FROM ${series}`,
    `INSERT INTO consent (id, case_id, kind, granted, given_by, language, wording, at)
     SELECT ${idSql(KIND.consent, 'n * 2 + k')}, ${caseId}, (enum_range(NULL::"ConsentKind"))[1 + k], true, 'SELF',
            'en', 'en/1', ${openedAt}
     FROM ${series}, generate_series(0, 1) k`,
    `INSERT INTO case_image (id, case_id, upload_id, shot_type, media_key, sha256, width_px, height_px, usable,
       sharpness, brightness, at)
     SELECT ${idSql(KIND.image, 'n * 2 + k')}, ${caseId}, ${idSql(KIND.image, 'n * 2 + k')},
            (enum_range(NULL::"ShotType"))[1 + k], 'cases/' || ${caseId} || '/' || k, md5(n::text), 1536, 2048, true,
            0.42, 0.55, ${openedAt}
     FROM ${series}, generate_series(0, 1) k`,
    `INSERT INTO assessment (id, case_id, revision, source, differential, red_flags, urgency, confidence, rationale,
       similar_cases, disclaimer, limitations, provenance, created_at)
     SELECT ${idSql(KIND.assessment, 'n * 2 + k')}, ${caseId}, 1 + k, 'EVIDENCE',
            $json$${JSON.stringify(DIFFERENTIAL)}$json$, $json$${JSON.stringify(RED_FLAGS)}$json$, 'SOON', 0.61,
            'Seven of the ten reference pictures that look most alike were labelled Eczema.',
            $json$${JSON.stringify(SIMILAR_CASES)}$json$, 'This is no diagnosis. A clinician must look at it.',
            '{MEDGEMMA_STAND_IN}', $json$${JSON.stringify(PROVENANCE)}$json$, ${openedAt}
     FROM ${series}, generate_series(0, 1) k`,
    `INSERT INTO soap_note (case_id, subjective, objective, assessment, plan, disclaimer, created_at)
     SELECT ${caseId}, 'Itching rash on the arm for two weeks, worse at night.', 'Two pictures; flat, rough patches.',
            'Eczema is most likely among the reference cases; see the differential.',
            'To be seen within two weeks. Emollients until then. Come back at once with fever or blisters.',
            'This is no diagnosis. A clinician must look at it.', ${openedAt}
     FROM ${series}`,
    `INSERT INTO case_event (id, case_id, facility_id, case_sequence, kind, actor, summary, at, payload, chain_hash,
       stream_position)
     SELECT ${idSql(KIND.event, 'n * 3 + k')}, ${caseId}, ${idSql(KIND.facility, `n % ${facilities}`)}, 1 + k, 'utterance.heard', 'PATIENT',
            'Something was said.', ${openedAt} + k * interval '1 minute', '', '', n::bigint * 3 + k + 1
     FROM ${series}, generate_series(0, 2) k`,
  ];
}

const DIFFERENTIAL = ['Eczema', 'Psoriasis', 'Tinea corporis', 'Contact dermatitis', 'Urticaria'].map(
  (name, place) => ({
    name,
    icd10: [`L${20 + place}.9`],
    probability: 0.4 - place * 0.08,
    malignantOrPremalignant: false,
    supportedBy: [`${7 - place} of the 10 reference pictures that look most alike`],
    contradictedBy: [],
  }),
);
const RED_FLAGS = [
  {
    code: 'spreading-fast',
    title: 'Spreads fast',
    urgency: 'SOON',
    because: 'worse every day',
    citation: 'A generated rule',
  },
];
const SIMILAR_CASES = [1, 2, 3, 4, 5].map((place) => ({
  sourceId: `generated-${place}`,
  dataset: 'generated',
  caseId: `generated-${place}`,
  similarity: 1 - place / 50,
  pictureSimilarity: 1 - place / 50,
  findingsSimilarity: null,
  conditions: [{ name: 'Eczema', weight: 1 }],
  fitzpatrickSkinType: 'FST4',
  imageKey: null,
  licence: 'CC BY 4.0',
}));
const PROVENANCE = {
  assessorModel: 'evidence/1',
  promptVersion: null,
  embeddingModel: 'generated',
  embeddingModelSha256: '0'.repeat(64),
  indexName: 'generated',
  indexVersion: '1',
  rulesVersion: '1',
  appVersion: '0.1.0',
  latencyMs: 120,
};
