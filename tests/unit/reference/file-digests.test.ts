import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32c, inBase64 } from '../../../scripts/reference/fetch/crc32c';
import { agreesWith, digestFile } from '../../../scripts/reference/fetch/file-digests';
import { sourceAddress } from '../../../scripts/reference/fetch/source-address';

it('works out CRC-32C as RFC 3720 does, in one piece or in several', () => {
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  expect(crc32c(Buffer.from('6789'), crc32c(Buffer.from('12345')))).toBe(0xe3069283);
  expect(inBase64(0xe3069283)).toBe('4waSgw==');
});

it('holds a file against each digest that its storage names', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'digests-'));
  await writeFile(join(dir, 'file'), '123456789');
  const digests = await digestFile(join(dir, 'file'));
  await rm(dir, { recursive: true });
  expect(agreesWith(digests, 'crc32c=4waSgw==, md5=JfnnlDI7RTiF9RgfG2JNCw==')).toBe(true);
  expect(agreesWith(digests, 'crc32c=4waSgw==,md5=AAAAAAAAAAAAAAAAAAAAAA==')).toBe(false);
  expect(agreesWith(digests, 'crc32c=AAAAAA==')).toBe(false);
  expect(agreesWith(digests, null)).toBe(true);
});

it('fetches over https, and over http only from this machine', () => {
  expect(sourceAddress('https://storage.example/bucket').href).toBe('https://storage.example/bucket/');
  expect(sourceAddress('http://127.0.0.1:8080/').href).toBe('http://127.0.0.1:8080/');
  expect(() => sourceAddress('http://storage.example/')).toThrow('neither https');
  expect(() => sourceAddress('http://127.0.0.1.example/')).toThrow('neither https');
  expect(() => sourceAddress('file:///etc/')).toThrow('neither https');
});
