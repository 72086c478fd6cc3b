import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { forgetOldKeys, forgetOriginals } from '../../../src/cases';
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

test('what patients really said is forgotten 90 days after their case was closed, or a year after it was opened', async () => {
  const facility = await prisma.facility.create({
    data: { id: newId(), name: 'F', region: 'R', travelDirections: '', endemicDiseases: [] },
  });
  const openCase = async (
    status: 'CLOSED' | 'IN_REVIEW',
    openedAt: Date,
    updatedAt: Date,
  ): Promise<string> => {
    const id = newId();
    await prisma.triageCase.create({
      data: {
        ...{ id, number: id, status, version: 1, language: 'en', speaker: 'SELF', urgencyRank: 5 },
        ...{ openedAt, updatedAt, callbackReference: new Uint8Array([1]), dataKey: new Uint8Array([1]) },
        facility: { connect: { id: facility.id } },
        patient: { create: { id: newId(), facilityId: facility.id } },
        utterances: {
          create: {
            ...{ id: newId(), speaker: 'PATIENT', text: '[name] itches', language: 'en', at: openedAt },
            original: new Uint8Array([1]),
          },
        },
      },
    });
    return id;
  };
  const closedLongAgo = await openCase('CLOSED', daysAgo(120), daysAgo(91));
  const openedLongAgo = await openCase('IN_REVIEW', daysAgo(366), daysAgo(1));
  const closedLately = await openCase('CLOSED', daysAgo(120), daysAgo(89));
  const stillOpen = await openCase('IN_REVIEW', daysAgo(364), daysAgo(364));

  const retention = { originalDays: 90, originalDaysOpen: 365 };
  await expect(forgetOriginals(prisma, retention, NOW)).resolves.toBe(4);
  const kept = await prisma.triageCase.findMany({
    where: { callbackReference: { not: null }, utterances: { some: { original: { not: null } } } },
    select: { id: true },
  });
  expect(kept.map(({ id }) => id).sort()).toEqual([closedLately, stillOpen].sort());
  await expect(
    prisma.utterance.count({
      where: { caseId: { in: [closedLongAgo, openedLongAgo] }, text: '[name] itches' },
    }),
  ).resolves.toBe(2);
  await expect(forgetOriginals(prisma, retention, NOW)).resolves.toBe(0);
});

test('a file that a process left half-written is gone after a day, and nothing else', async () => {
  await mkdir(join(folder, '.unfinished'), { recursive: true });
  const [left, being] = ['left', 'being-written'].map((name) => join(folder, '.unfinished', name));
  await writeFile(left ?? '', 'half');
  await utimes(left ?? '', daysAgo(2), daysAgo(2));
  await writeFile(being ?? '', 'half');
  await media.discardUnfinished(daysAgo(1));
  await expect(readdir(join(folder, '.unfinished'))).resolves.toEqual(['being-written']);
});
