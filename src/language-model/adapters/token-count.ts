import { z } from 'zod';

/** What a column of PostgreSQL's `integer` holds. A count beyond it would keep the answer itself from being recorded. */
const MAX_TOKENS = 2_147_483_647;

/** How many tokens a server says it took. One that counts strangely, or not at all, has answered all the same: null. */
export const tokenCount = z.int().min(0).max(MAX_TOKENS).nullish().catch(null);
