import { Role } from '../../src/domain';

/** What a demonstration starts with. The ids are fixed, so that the queries of the README can be pasted as they are. */
export const DEMO_PASSWORD = 'demo-password';

export const DEMO_FACILITIES = {
  north: {
    id: '01939a00-0000-7000-8000-000000000001',
    name: 'Demo Clinic North',
    region: 'Northern Highlands',
    travelDirections:
      'Morning bus from the market square to the District Hospital, two hours; ask for the skin clinic on the ground floor.',
    defaultLanguage: 'en',
    endemicDiseases: [],
  },
  south: {
    id: '01939a00-0000-7000-8000-000000000002',
    name: 'Demo Clinic South',
    region: 'Southern Delta',
    travelDirections:
      'Ferry across the delta, then the shared taxi to the Regional Hospital, three hours; it leaves when it is full.',
    defaultLanguage: 'en',
    endemicDiseases: [],
  },
} as const;

const { north, south } = DEMO_FACILITIES;

export const DEMO_STAFF = [
  {
    id: '01939a00-0000-7000-8000-000000000011',
    email: 'admin@demo.test',
    displayName: 'Demo Administrator',
    role: Role.ADMIN,
    facilityIds: [north.id, south.id],
  },
  {
    id: '01939a00-0000-7000-8000-000000000012',
    email: 'clinician@demo.test',
    displayName: 'Demo Clinician (North)',
    role: Role.CLINICIAN,
    facilityIds: [north.id],
  },
  {
    id: '01939a00-0000-7000-8000-000000000013',
    email: 'clinician2@demo.test',
    displayName: 'Demo Clinician (South)',
    role: Role.CLINICIAN,
    facilityIds: [south.id],
  },
  {
    id: '01939a00-0000-7000-8000-000000000014',
    email: 'responder@demo.test',
    displayName: 'Demo Responder',
    role: Role.RESPONDER,
    facilityIds: [north.id, south.id],
  },
  {
    id: '01939a00-0000-7000-8000-000000000015',
    email: 'region@demo.test',
    displayName: 'Demo Regional Responder',
    role: Role.RESPONDER,
    facilityIds: [],
  },
  {
    id: '01939a00-0000-7000-8000-000000000016',
    email: 'duty@demo.test',
    displayName: 'Demo Platform Duty',
    role: Role.RESPONDER,
    facilityIds: [],
  },
] as const;

/** Who is asked when the clinics do not answer: first the region, then the platform's duty. */
export const DEMO_POOLS = [
  {
    id: '01939a00-0000-7000-8000-000000000031',
    name: 'Demo Region',
    kind: 'REGIONAL',
    memberId: '01939a00-0000-7000-8000-000000000015',
    facilityIds: [north.id, south.id],
  },
  {
    id: '01939a00-0000-7000-8000-000000000032',
    name: 'Demo Platform Duty',
    kind: 'PLATFORM',
    memberId: '01939a00-0000-7000-8000-000000000016',
    facilityIds: [],
  },
] as const;

export const DEMO_API_CLIENTS = [
  {
    id: '01939a00-0000-7000-8000-000000000021',
    key: 'demo-partner-key',
    displayName: 'Demo EHR (North)',
    role: Role.PARTNER,
    facilityId: north.id,
  },
  {
    id: '01939a00-0000-7000-8000-000000000022',
    key: 'demo-kiosk-key',
    displayName: 'Demo Kiosk (North)',
    role: Role.KIOSK,
    facilityId: north.id,
  },
] as const;
