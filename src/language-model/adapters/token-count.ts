import { z } from 'zod';

/** How many tokens a server says it took. One that counts strangely, or not at all, has answered all the same: null. */
export const tokenCount = z.int().min(0).nullish().catch(null);
