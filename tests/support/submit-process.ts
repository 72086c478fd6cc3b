/** A partner in a process of its own: `submit-process URL` hands in an urgent case and says its number. */
import { createApiClient } from './api-client';
import { EMERGENCY, submit } from './house-operations';

async function main(url: string): Promise<void> {
  const { number } = await submit(createApiClient(url), EMERGENCY);
  process.send?.(number);
}

void main(process.argv[2] ?? '');
