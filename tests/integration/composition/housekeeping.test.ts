import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { forgetOldKeys } from '../../../src/cases';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { forgetExpiredSessions } from '../../../src/identity';
import {
  createFileMediaStore,
  discardExpiredUploads,
  type MediaStore,
  uploadKey,
} from '../../../src/imaging';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const NOW = new Date('2026-11-23T12:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000);

let database: TestDatabase;
let prisma: PrismaClient;
let folder: string;
let media: MediaStore;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  folder = await mkdtemp(join(tmpdir(), 'housekeeping-'));
  media = createFileMediaStore(folder);
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('idempotency keys are kept seven days', async () => {
  const key = (name: string, createdAt: Date) => ({
    principalId: newId(),
    operation: 'say',
    key: name,
    inputDigest: new Uint8Array(32),
    result: {},
    createdAt,
  });
  await prisma.idempotencyKey.createMany({ data: [key('old', daysAgo(8)), key('young', daysAgo(6))] });
  await expect(forgetOldKeys(prisma, NOW)).resolves.toBe(1);
  await expect(prisma.idempotencyKey.findMany({ select: { key: true } })).resolves.toEqual([
    { key: 'young' },
  ]);
});

test('an upload that nobody attached within a day is gone with its bytes', async () => {
  const upload = (id: string, expiresAt: Date) => ({
    id,
    principalId: newId(),
    purpose: 'IMAGE' as const,
    mimeType: 'image/jpeg',
    byteLength: 4,
    dataKey: new Uint8Array(4),
    createdAt: expiresAt,
    expiresAt,
    storedAt: expiresAt,
  });
  const [old, young] = [newId(), newId()];
  await prisma.upload.createMany({ data: [upload(old, daysAgo(2)), upload(young, daysAgo(0.5))] });
  for (const id of [old, young]) await media.put(uploadKey(id), Buffer.from('seal'));
  await expect(discardExpiredUploads({ prisma, media, clock: { now: () => NOW } })).resolves.toBe(1);
  await expect(media.get(uploadKey(old))).resolves.toBeNull();
  await expect(media.get(uploadKey(young))).resolves.not.toBeNull();
});

test('a staff session that has expired is forgotten', async () => {
  const staff = await prisma.staff.create({
    data: { id: newId(), email: 'a@b.test', displayName: 'A', role: 'CLINICIAN', passwordHash: 'x' },
  });
  const session = (expiresAt: Date, byte: number) => ({
    id: newId(),
    staffId: staff.id,
    tokenHash: new Uint8Array([byte]),
    expiresAt,
  });
  await prisma.staffSession.createMany({ data: [session(daysAgo(1), 1), session(daysAgo(-1), 2)] });
  await expect(forgetExpiredSessions(prisma, NOW)).resolves.toBe(1);
});
