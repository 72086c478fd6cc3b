import { readFileSync } from 'node:fs';
import { assembleKernel, KERNEL_MODULE } from '../../../../scripts/wasm/assemble';

describe('the resampling kernel', () => {
  it('is what its source assembles to', async () => {
    expect(readFileSync(KERNEL_MODULE, 'utf8')).toBe(await assembleKernel());
  });
});
