import { clientAddressOf } from '../../../src/server/client-address';

const handshake = (forwarded?: string) => ({
  headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  socket: { remoteAddress: '10.0.0.9' },
});

describe('the address that a handshake came from', () => {
  it.each([
    [0, undefined, '10.0.0.9'],
    [0, '203.0.113.1', '10.0.0.9'],
    [1, '203.0.113.1', '203.0.113.1'],
    [1, '198.51.100.7, 203.0.113.1', '203.0.113.1'],
    [2, '198.51.100.7, 203.0.113.1', '198.51.100.7'],
    [3, '203.0.113.1', '203.0.113.1'],
    [1, ' , ', '10.0.0.9'],
  ])('behind %i proxies that say %s is %s', (trustedProxies, forwarded, address) => {
    expect(clientAddressOf(handshake(forwarded), trustedProxies)).toBe(address);
  });

  it('is empty where the connection is gone already', () => {
    expect(clientAddressOf({ headers: {}, socket: {} }, 1)).toBe('');
  });
});
