import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { databaseUrl, serveMeasurements } from './measured-child';

const TYPE_DEFS = `
  type Query { cases(first: Int!): CaseConnection! }
  type CaseConnection { edges: [CaseEdge!]! }
  type CaseEdge { node: TriageCase! }
  type TriageCase {
    id: ID! number: String! status: String! urgency: String version: Int! language: String!
    openedAt: String! updatedAt: String! facility: Facility! patient: Patient! images: [CaseImage!]!
    assessment: Assessment soapNote: SoapNote
  }
  type Facility { id: ID! name: String! region: String! }
  type Patient { id: ID! externalId: String ageYears: Int sexAtBirth: String fitzpatrickSkinType: String }
  type CaseImage { id: ID! shotType: String! width: Int! height: Int! quality: ImageQuality! }
  type ImageQuality { usable: Boolean! sharpness: Float! brightness: Float! reason: String }
  type Assessment {
    id: ID! revision: Int! source: String! urgency: String! confidence: Float! rationale: String!
    disclaimer: String! limitations: [String!]! createdAt: String!
    differential: [CandidateCondition!]! redFlags: [RedFlag!]!
  }
  type CandidateCondition {
    name: String! icd10: [String!]! probability: Float! malignantOrPremalignant: Boolean!
  }
  type RedFlag { code: String! title: String! urgency: String! because: String! }
  type SoapNote {
    subjective: String! objective: String! assessment: String! plan: String! disclaimer: String! createdAt: String!
  }`;

/** What one writes first: Apollo Server, and a resolver for each relation that asks Prisma. No sign-in, no limits. */
async function main(): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl() }) });
  const server = new ApolloServer({ typeDefs: TYPE_DEFS, resolvers: resolversOver(prisma) });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  serveMeasurements({ port: Number(new URL(url).port), path: '/' });
}

function resolversOver(prisma: PrismaClient) {
  const iso = (field: string) => (row: Record<string, unknown>) => (row[field] as Date).toISOString();
  return {
    Query: {
      cases: async (_: unknown, { first }: { first: number }) => {
        const rows = await prisma.triageCase.findMany({
          take: first,
          orderBy: [{ urgencyRank: 'asc' }, { openedAt: 'asc' }, { id: 'asc' }],
        });
        return { edges: rows.map((node) => ({ node })) };
      },
    },
    TriageCase: {
      openedAt: iso('openedAt'),
      updatedAt: iso('updatedAt'),
      facility: ({ facilityId }: { facilityId: string }) =>
        prisma.facility.findUnique({ where: { id: facilityId } }),
      patient: ({ patientId }: { patientId: string }) =>
        prisma.patient.findUnique({ where: { id: patientId } }),
      images: ({ id }: { id: string }) =>
        prisma.caseImage.findMany({ where: { caseId: id }, orderBy: { id: 'asc' } }),
      assessment: ({ id }: { id: string }) =>
        prisma.assessment.findFirst({ where: { caseId: id }, orderBy: { revision: 'desc' } }),
      soapNote: ({ id }: { id: string }) => prisma.soapNote.findUnique({ where: { caseId: id } }),
    },
    CaseImage: {
      width: ({ widthPx }: { widthPx: number }) => widthPx,
      height: ({ heightPx }: { heightPx: number }) => heightPx,
      quality: (image: object) => image,
    },
    Assessment: { createdAt: iso('createdAt') },
    SoapNote: { createdAt: iso('createdAt') },
  };
}

void main();
