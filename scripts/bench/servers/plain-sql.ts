import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { databaseUrl, serveMeasurements } from './measured-child';

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The page as one prepared statement that PostgreSQL itself turns into JSON. */
const PAGE = `
  SELECT json_build_object('data', json_build_object('cases', json_build_object('edges', json_agg(
    json_build_object('node', json_build_object(
      'id', c.id, 'number', c.number, 'status', c.status, 'urgency', c.urgency, 'version', c.version,
      'language', c.language, 'openedAt', ${instant('c.opened_at')}, 'updatedAt', ${instant('c.updated_at')},
      'facility', json_build_object('id', f.id, 'name', f.name, 'region', f.region),
      'patient', json_build_object('id', p.id, 'externalId', p.external_id, 'ageYears', p.age_years,
        'sexAtBirth', p.sex_at_birth, 'fitzpatrickSkinType', p.fitzpatrick_skin_type),
      'images', (SELECT json_agg(json_build_object('id', i.id, 'shotType', i.shot_type, 'width', i.width_px,
          'height', i.height_px, 'quality', json_build_object('usable', i.usable, 'sharpness', i.sharpness,
          'brightness', i.brightness, 'reason', i.reason)) ORDER BY i.id)
        FROM case_image i WHERE i.case_id = c.id),
      'assessment', (SELECT json_build_object('id', a.id, 'revision', a.revision, 'source', a.source,
          'urgency', a.urgency, 'confidence', a.confidence, 'rationale', a.rationale, 'disclaimer', a.disclaimer,
          'limitations', a.limitations, 'createdAt', ${instant('a.created_at')},
          'differential', (SELECT json_agg(json_build_object('name', d->'name', 'icd10', d->'icd10',
            'probability', d->'probability', 'malignantOrPremalignant', d->'malignantOrPremalignant'))
            FROM jsonb_array_elements(a.differential) d),
          'redFlags', (SELECT json_agg(json_build_object('code', r->'code', 'title', r->'title',
            'urgency', r->'urgency', 'because', r->'because')) FROM jsonb_array_elements(a.red_flags) r))
        FROM assessment a WHERE a.case_id = c.id ORDER BY a.revision DESC LIMIT 1),
      'soapNote', (SELECT json_build_object('subjective', s.subjective, 'objective', s.objective,
          'assessment', s.assessment, 'plan', s.plan, 'disclaimer', s.disclaimer,
          'createdAt', ${instant('s.created_at')})
        FROM soap_note s WHERE s.case_id = c.id)
    )) ORDER BY c.urgency_rank, c.opened_at, c.id))))::text AS body
  FROM (
    SELECT slice.* FROM facility CROSS JOIN LATERAL (
      SELECT * FROM triage_case WHERE facility_id = facility.id
      ORDER BY urgency_rank, opened_at, id LIMIT $1
    ) slice ORDER BY slice.urgency_rank, slice.opened_at, slice.id LIMIT $1
  ) c
  JOIN patient p ON p.id = c.patient_id
  JOIN facility f ON f.id = c.facility_id`;

/** The limit: no GraphQL, no sign-in, no objects. The bytes that the database made go straight to the socket. */
function main(): void {
  const pool = new Pool({ connectionString: databaseUrl() });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { first: number } };
      void pool
        .query<{ body: string }>({ name: 'page', text: PAGE, values: [variables.first] })
        .then(({ rows }) => response.setHeader('Content-Type', 'application/json').end(rows[0]?.body ?? ''));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    serveMeasurements({ port: (server.address() as AddressInfo).port, path: '/' });
  });
}

main();
