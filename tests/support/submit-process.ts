/** A partner in a process of its own: `submit-process URL` hands in an urgent case and says its number. */
import { createApiClient } from './api-client';
import { submit } from './house-operations';

async function main(url: string): Promise<void> {
  const { number } = await submit(createApiClient(url), {
    narrative: 'Hives all over since an hour, the lips swell and it is hard to breathe.',
    findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
  });
  process.send?.(number);
}

void main(process.argv[2] ?? '');
