import { announcedTypeOf, detectMimeType } from '../../../src/imaging';
import { noise } from '../../support/pictures';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('detectMimeType', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('knows a real %s', async (format) => {
    expect(detectMimeType(await noise(16, 16).toFormat(format).toBuffer())).toBe(`image/${format}`);
  });

  it.each([
    ['audio/wav', 'RIFF\x24\0\0\0WAVEfmt '],
    ['audio/ogg', 'OggS\0\x02'],
    ['audio/webm', '\x1a\x45\xdf\xa3\x9f'],
    ['audio/mpeg', 'ID3\x04\0'],
    ['audio/mpeg', '\xff\xfb\x90\x64'],
    ['audio/flac', 'fLaC\0\0'],
    ['audio/mp4', '\0\0\0\x1cftypM4A \0\0'],
  ])('knows %s', (mimeType, start) => {
    expect(detectMimeType(latin1(start))).toBe(mimeType);
  });

  it.each([
    ['nothing', ''],
    ['one byte', '\xff'],
    ['text', 'RIFF, he said'],
    ['a RIFF film', 'RIFF\x24\0\0\0AVI LIST'],
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['GIF', 'GIF89a'],
    ['an AAC frame, which begins almost like MP3', '\xff\xf1\x50\x80'],
    ['a run of ones', '\xff\xff\xff\xff'],
  ])('does not take %s for anything', (_name, start) => {
    expect(detectMimeType(latin1(start))).toBeNull();
  });
});

describe('announcedTypeOf', () => {
  it.each([
    ['a/b.JPG', 'image/jpeg'],
    ['b.jpeg', 'image/jpeg'],
    ['b.tar.png', 'image/png'],
    ['b.webp', 'image/webp'],
    ['b.tiff', null],
    ['png', null],
    ['.png', null],
  ])('reads %s as %s', (name, type) => expect(announcedTypeOf(name)).toBe(type));
});
