import 'reflect-metadata';
import { Writable } from 'node:stream';
import { IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import {
  Arg,
  Ctx,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { badInput, err, notFound, Role, type Viewer } from '../../src/domain';
import { answer, DateTimeScalar, requireViewer, type RequestContext } from '../../src/graphql';
import {
  createHealth,
  createLogger,
  createMetrics,
  type EmbeddingReport,
  type Health,
} from '../../src/observability';
import { buildApi, createServer, type ServerDeps, type ServerSettings } from '../../src/server';
import { UploadOutcome } from '../../src/imaging';

/** A server with a schema made to go wrong in every way that the real one can, and nothing behind it. */

@InputType()
class PersonInput {
  @Field(() => Int)
  @Min(0)
  @Max(130)
  ageYears: number;
}

@InputType()
class GreetInput {
  @Field(() => String)
  @Length(1, 10)
  name: string;

  @Field(() => PersonInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  person?: PersonInput;
}

@ObjectType()
class Row {
  @Field(() => Int) id: number;
  @Field(() => Row, { nullable: true }) inner: Row | null;
}

/** What the tests hold in their hands of a request that is under way. */
export interface Hold {
  entered(): void;
  readonly released: Promise<void>;
}

export interface Behaviour {
  failure?: unknown;
  hold?: Hold;
  ticks?: () => AsyncIterable<number>;
  loaded?: (keys: readonly number[]) => Promise<ReadonlyMap<number, string>>;
}

@Resolver(() => Row)
class TinyResolver {
  constructor(private readonly behaviour: Behaviour) {}

  @Query(() => String)
  hello(): string {
    return 'world';
  }

  @Query(() => String)
  whoAmI(@Ctx() context: RequestContext): string {
    return requireViewer(context).displayName;
  }

  @Query(() => String)
  fails(): string {
    throw this.behaviour.failure;
  }

  @Query(() => String)
  missing(): string {
    return answer(err(notFound('case')));
  }

  @Query(() => String)
  refused(): string {
    return answer(err(badInput('findings.present.0', 'There is no such finding.')));
  }

  @Query(() => [Row])
  rows(@Arg('first', () => Int, { defaultValue: 20 }) first: number): Row[] {
    return Array.from({ length: first }, (_, id) => ({ id, inner: null }));
  }

  @Query(() => DateTimeScalar)
  noon(): Date {
    return new Date('2026-01-01T12:00:00Z');
  }

  @Query(() => String)
  async slow(): Promise<string> {
    this.behaviour.hold?.entered();
    await this.behaviour.hold?.released;
    return 'finished';
  }

  @Mutation(() => String)
  greet(@Arg('input', () => GreetInput) input: GreetInput): string {
    return `hello ${input.name}`;
  }

  @Mutation(() => Boolean)
  enter(@Ctx() context: RequestContext): boolean {
    context.setSessionCookie({ token: CLINICIAN_TOKEN, expiresAt: new Date('2100-01-01T00:00:00Z') });
    return true;
  }

  @Mutation(() => Boolean)
  leave(@Ctx() context: RequestContext): boolean {
    context.setSessionCookie(null);
    return true;
  }

  follow(context: RequestContext): AsyncIterable<number> {
    requireViewer(context);
    return (this.behaviour.ticks ?? none)();
  }

  @Subscription(() => String, {
    subscribe: ({ context }: { context: RequestContext }) => context.instanceOf(TinyResolver).follow(context),
  })
  async ticks(@Root() tick: number, @Ctx() { loaders }: RequestContext): Promise<string> {
    const text = await loaders.batch(this.behaviour.loaded ?? nothing).load(0);
    return `${tick}:${text ?? ''}`;
  }
}

function none(): AsyncIterable<number> {
  throw new Error('This test has no ticks.');
}

const nothing = () => Promise.resolve(new Map<number, string>());

export const CLINICIAN_TOKEN = 'clinician-token';
export const CLINICIAN: Viewer = {
  id: '01900000-0000-7000-8000-000000000001',
  role: Role.CLINICIAN,
  displayName: 'A clinician',
  facilityIds: [],
  session: null,
};

export const TINY_SETTINGS: ServerSettings = {
  trustedProxies: 0,
  maxRequestBytes: 100_000,
  maxQueryComplexity: 1000,
  maxQueryDepth: 6,
  maxQueryAliases: 5,
  reauthenticateMs: 60_000,
  maxLinesPerViewer: 50,
  maxOperationsPerSocket: 50,
  maxUnsentBytes: 1_000_000,
  slowConsumerMs: 60_000,
  pingEveryMs: 60_000,
  reconnectSpreadMs: 1000,
  drainTimeoutMs: 5000,
  secureCookies: true,
};

export interface TinyServer {
  readonly url: string;
  readonly logged: () => string;
  close(): Promise<void>;
}

/** Starts the tiny server on a free port; `overrides` replace what stands behind it. */
export async function startTinyServer(
  behaviour: Behaviour = {},
  overrides: Partial<Omit<ServerDeps, 'api'>> = {},
): Promise<TinyServer> {
  let logged = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  let ids = 0;
  const server = await createServer({
    api: buildApi([TinyResolver], [new TinyResolver(behaviour)]),
    settings: TINY_SETTINGS,
    authenticate: (token) => Promise.resolve(token === CLINICIAN_TOKEN ? CLINICIAN : null),
    watchSignOut: () => () => undefined,
    receiveUpload: () => Promise.resolve({ outcome: UploadOutcome.GONE }),
    openMedia: () => Promise.resolve(null),
    health: healthy(),
    metrics: null,
    lineMetrics: createMetrics().lines,
    logger: createLogger({ level: 'debug', format: 'json', stream }),
    newId: () => `request-${++ids}`,
    ...overrides,
  });
  const port = await server.listen(0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, logged: () => logged, close: () => server.close() };
}

/** What /health/ready says where there is no graphics card. */
export const ON_THE_CPU: EmbeddingReport = {
  provider: 'cpu',
  name: null,
  memoryMiB: null,
  memoryUsedMiB: null,
  isFallback: false,
};

function healthy(): Health {
  return createHealth({
    env: 'development',
    version: '0.1.0',
    checks: [],
    standIns: ['medgemma'],
    clinicalContent: [],
    describeEmbedding: () => Promise.resolve(ON_THE_CPU),
  });
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[];
}

/** One GraphQL request over HTTP, as a client of application/graphql-response+json sends it. */
export async function ask(
  server: TinyServer,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, ...body };
}
