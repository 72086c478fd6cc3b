import { checkUrl } from '../../../../src/delivery/outbound/check-url';
import { type Resolve } from '../../../../src/delivery/outbound/resolve-name';

const PUBLIC = { address: '93.184.216.34', family: 4 };
const leadsTo =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('checkUrl', () => {
  it('takes an https address whose name leads to public addresses alone', async () => {
    const checked = await checkUrl('https://hooks.example.org/in?x=1', {
      allowPrivate: false,
      resolve: leadsTo(PUBLIC.address, '2606:4700:4700::1111'),
    });
    expect(checked).toMatchObject({ ok: true, value: { addresses: [PUBLIC, { family: 6 }] } });
  });

  it('knows the same address by another anchor', async () => {
    const rules = { allowPrivate: false, resolve: leadsTo(PUBLIC.address) };
    const hrefs = ['https://Hooks.example.org:443/in#a', 'https://hooks.example.org/in#b'].map(
      async (text) => {
        const checked = await checkUrl(text, rules);
        return checked.ok && checked.value.url.href;
      },
    );
    expect(await Promise.all(hrefs)).toEqual(hrefs.map(() => 'https://hooks.example.org/in'));
  });

  it.each([
    ['plain http', 'http://hooks.example.org/'],
    ['another protocol', 'file:///etc/passwd'],
    ['another protocol', 'gopher://hooks.example.org/'],
    ['a name and a password', 'https://me:secret@hooks.example.org/'],
    ['no URL', 'hooks.example.org'],
    ['one that is too long', `https://hooks.example.org/${'a'.repeat(2048)}`],
  ])('refuses %s', async (_what, url) => {
    const checked = await checkUrl(url, { allowPrivate: false, resolve: leadsTo(PUBLIC.address) });
    expect(checked).toEqual({ ok: false, error: 'MALFORMED' });
  });

  it('refuses a name of which one address is not public', async () => {
    const rules = { allowPrivate: false, resolve: leadsTo(PUBLIC.address, '10.0.0.5') };
    expect(await checkUrl('https://hooks.example.org/', rules)).toEqual({
      ok: false,
      error: 'FORBIDDEN_ADDRESS',
    });
  });

  it.each([
    ['https://hooks.example.org:22/', false],
    ['https://hooks.example.org:80/', false],
    ['https://hooks.example.org:1023/', false],
    ['https://hooks.example.org:443/', true],
    ['https://hooks.example.org:8443/', true],
  ])('knows whose port it is: %s', async (url, isOurs) => {
    const checked = await checkUrl(url, { allowPrivate: false, resolve: leadsTo(PUBLIC.address) });
    expect(checked).toMatchObject(isOurs ? { ok: true } : { ok: false, error: 'FORBIDDEN_ADDRESS' });
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://%31%32%37.0.0.1/',
    'https://１２７.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[2002:a00:1::1]/',
  ])('sees through %s without asking for a name', async (url) => {
    const resolve = jest.fn(leadsTo(PUBLIC.address));
    expect(await checkUrl(url, { allowPrivate: false, resolve })).toEqual({
      ok: false,
      error: 'FORBIDDEN_ADDRESS',
    });
    expect(resolve).not.toHaveBeenCalled();
  });

  it.each([
    ['that nobody knows', () => Promise.reject(new Error('ENOTFOUND'))],
    ['without addresses', () => Promise.resolve([])],
  ])('says so of a name %s', async (_what, resolve: Resolve) => {
    const checked = await checkUrl('https://nowhere.example/', { allowPrivate: false, resolve });
    expect(checked).toEqual({ ok: false, error: 'UNRESOLVABLE' });
  });

  it('takes plain http and this machine where one develops', async () => {
    expect(await checkUrl('http://127.0.0.1:9/', { allowPrivate: true, resolve: leadsTo() })).toMatchObject({
      ok: true,
    });
  });
});
