import { graphql } from 'graphql';
import { v7 as newId } from 'uuid';
import { DEMO_FACILITIES } from '../../../scripts/seed/demo-accounts';
import { seedDevelopment } from '../../../scripts/seed/seed-development';
import { Role, type Viewer } from '../../../src/domain';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createLoaderRegistry, type RequestContext } from '../../../src/graphql';
import { type Identity, IdentityResolver } from '../../../src/identity';
import { type Api, buildApi } from '../../../src/server';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { openIdentity } from '../../support/identity';
import { connect } from '../escalation/case-events';

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { token viewer { role displayName facilities { name } } }
}`;

describe('identity over the API', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let identity: Identity;
  let api: Api;
  const setSessionCookie = jest.fn();

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    await seedDevelopment(prisma);
    identity = openIdentity(prisma);
    api = buildApi([IdentityResolver], [new IdentityResolver(identity)]);
  });

  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  beforeEach(() => setSessionCookie.mockReset());

  async function ask(
    source: string,
    variableValues = {},
    viewer: Viewer | null = null,
    bearerToken: string | null = null,
  ) {
    const contextValue: RequestContext = {
      viewer,
      requestId: newId(),
      bearerToken,
      clientAddress: '::1',
      loaders: createLoaderRegistry(),
      instanceOf: (resolver) => api.instanceOf(resolver),
      setSessionCookie,
    };
    const result = await graphql({ schema: api.schema, source, variableValues, contextValue });
    const data = JSON.parse(JSON.stringify(result.data ?? null)) as Record<
      string,
      { token?: string } | null
    > | null;
    return { data, code: result.errors?.[0]?.extensions.code };
  }

  const signIn = (email: string, password = 'demo-password') => ask(SIGN_IN, { email, password });

  it('signs staff in with a token and a cookie, and out for good', async () => {
    const { data } = await signIn('responder@demo.test');
    expect(data?.signIn).toMatchObject({
      viewer: {
        role: 'RESPONDER',
        displayName: 'Demo Responder',
        facilities: [{ name: 'Demo Clinic North' }, { name: 'Demo Clinic South' }],
      },
    });
    const token = data?.signIn?.token ?? '';
    expect(setSessionCookie).toHaveBeenCalledWith(expect.objectContaining({ token }));

    const viewer = await identity.authenticate(token);
    expect((await ask('mutation { signOut }', {}, viewer, token)).data).toEqual({ signOut: true });
    expect(setSessionCookie).toHaveBeenLastCalledWith(null);
    expect(await identity.authenticate(token)).toBeNull();
  });

  it('refuses a wrong password without a cookie', async () => {
    expect((await signIn('responder@demo.test', 'wrong')).code).toBe('UNAUTHENTICATED');
    expect(setSessionCookie).not.toHaveBeenCalled();
  });

  it('shows nobody as null, and a kiosk its own facility', async () => {
    expect((await ask('{ viewer { id } }')).data).toEqual({ viewer: null });
    const kiosk = await identity.authenticate('demo-kiosk-key');
    const { data } = await ask('{ viewer { role } facilities { id travelDirections } }', {}, kiosk);
    const { id, travelDirections } = DEMO_FACILITIES.north;
    expect(data).toEqual({ viewer: { role: 'KIOSK' }, facilities: [{ id, travelDirections }] });
  });

  it('lists facilities for those who work in them alone', async () => {
    expect((await ask('{ facilities { id } }')).code).toBe('UNAUTHENTICATED');
    const patient: Viewer = {
      id: newId(),
      role: Role.PATIENT,
      displayName: 'Patient',
      facilityIds: [DEMO_FACILITIES.north.id],
      session: { id: newId(), caseId: newId() },
    };
    expect((await ask('{ facilities { id } }', {}, patient)).code).toBe('FORBIDDEN');
  });
});
