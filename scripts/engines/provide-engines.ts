/** The installing half of the engines: whatever of them is not run elsewhere is made ready to start. */
import { completePostgresPackage } from './postgres-programs';
import { provideRedisServer } from './redis-binary';

if (!process.env.DATABASE_URL) completePostgresPackage();
if (!process.env.REDIS_URL) provideRedisServer((text) => console.log(`      ${text}`));
