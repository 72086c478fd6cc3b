import { newSecret, signatureHeaders } from '../../../../src/delivery/webhook/sign';

/** The specification's own example. */
const EXAMPLE = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('signatureHeaders', () => {
  it('signs as the specification does', () => {
    expect(signatureHeaders(EXAMPLE, [SECRET])).toEqual({
      'webhook-id': EXAMPLE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': SIGNATURE,
    });
  });

  it('signs with each secret that is valid, the newest first', () => {
    const newest = newSecret();
    const alone = signatureHeaders(EXAMPLE, [newest])['webhook-signature'];
    expect(signatureHeaders(EXAMPLE, [newest, SECRET])['webhook-signature']).toBe(`${alone} ${SIGNATURE}`);
  });

  it.each([{ id: 'another' }, { timestamp: 1_614_265_331 }, { body: '{"test": 2432232315}' }])(
    'signs another thing otherwise: %o',
    (change) => {
      const signature = signatureHeaders({ ...EXAMPLE, ...change }, [SECRET])['webhook-signature'];
      expect(signature).not.toBe(SIGNATURE);
    },
  );
});

it('makes secrets of 256 bits, each another one', () => {
  const [one, other] = [newSecret(), newSecret()];
  expect(Buffer.from(one.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
  expect(one).not.toBe(other);
});
