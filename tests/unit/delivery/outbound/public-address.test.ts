import { isPublicAddress } from '../../../../src/delivery/outbound/public-address';

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:831::200e', '::ffff:1.1.1.1'])(
    'takes %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine', '127.255.255.254'],
    ['this machine, by any address', '0.0.0.0'],
    ['"this network"', '0.1.2.3'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['a provider’s own network', '100.64.0.1'],
    ['a cloud’s metadata', '169.254.169.254'],
    ['a cloud’s metadata', '100.100.100.200'],
    ['a cloud’s metadata', '192.0.0.192'],
    ['a cloud’s metadata', 'fd00:ec2::254'],
    ['what a cloud’s host answers on', '168.63.129.16'],
    ['many', '224.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['nobody yet', '240.0.0.1'],
    ['examples', '203.0.113.7'],
    ['measurements', '198.18.0.1'],
    ['this machine', '::1'],
    ['this machine, by any address', '::'],
    ['this machine in other clothes', '::ffff:127.0.0.1'],
    ['a private network in other clothes', '::ffff:a00:1'],
    ['this machine in old clothes', '::127.0.0.1'],
    ['nobody, in old clothes', '::1.1.1.1'],
    ['a private network behind a translator', '64:ff9b::a00:1'],
    ['a private network behind a tunnel', '2002:a00:1::1'],
    ['whoever a tunnel leads to', '2001:0:53aa:64c::1'],
    ['a private network', 'fc00::1'],
    ['a private network', 'fd12:3456:789a::1'],
    ['this link', 'fe80::1'],
    ['this link, through one of its doors', 'fe80::1%eth0'],
    ['an old private network', 'fec0::1'],
    ['many', 'ff02::1'],
    ['examples', '2001:db8::1'],
    ['nobody at all', '4000::1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('refuses %s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
