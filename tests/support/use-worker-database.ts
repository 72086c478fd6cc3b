/**
 * Runs before each test file: points the three engines' variables at the throw-away ones. Redis has one numbered database
 * per jest worker. DATABASE_URL is an empty database: a test that stores makes its own with createTestDatabase().
 */
import { requireTestEnv, TestEnv } from './engines';

const redisUrl = new URL(requireTestEnv(TestEnv.REDIS_URL));
redisUrl.pathname = `/${process.env.JEST_WORKER_ID ?? '0'}`;

process.env.DATABASE_URL = requireTestEnv(TestEnv.DATABASE_ADMIN_URL);
process.env.REDIS_URL = redisUrl.toString();
process.env.CHROMA_URL = requireTestEnv(TestEnv.CHROMA_URL);
