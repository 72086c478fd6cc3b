import { isObjectType, parse } from 'graphql';
import { API_RESOLVERS } from '../../../src/composition/resolvers';
import { buildApi } from '../../../src/server';
import { shareKeyOf } from '../../../src/server/share-key';

const { schema } = buildApi(API_RESOLVERS);
const PLAIN = 'cursor kind escalationId caseNumber urgency status tier at';

function keyOf(query: string, variableValues: Record<string, unknown> = {}): string | null {
  return shareKeyOf({ schema, document: parse(query), variableValues });
}

const watching = (selection: string): string =>
  `subscription ($after: Cursor, $with: Boolean = true) { escalationEvents(after: $after) { ${selection} } }`;

describe('the share key', () => {
  it('is the same for those who select the same, wherever they begin', () => {
    const key = keyOf(watching(PLAIN), { after: 'abc' });
    expect(key).not.toBeNull();
    expect(keyOf(watching(PLAIN))).toBe(key);
    expect(keyOf(watching(PLAIN).replace('after: $after', 'filter: { urgency: [EMERGENCY] }'))).toBe(key);
  });

  it('is another one for another selection, another alias and another value of a variable that is used in it', () => {
    const keys = [
      keyOf(watching(PLAIN)),
      keyOf(watching('cursor')),
      keyOf(watching('place: cursor')),
      keyOf(watching('cursor @include(if: $with)')),
      keyOf(watching('cursor @include(if: $with)'), { with: null }),
      keyOf(watching('cursor @include(if: $with)'), { with: false }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(null);
  });

  it('tells a variable that was not given from one that is null, whatever it is called', () => {
    const query = watching('cursor @include(if: $constructor)').replaceAll('$with', '$constructor');
    expect(keyOf(query)).not.toBe(keyOf(query, { constructor: null }));
  });

  it('reaches into fragments', () => {
    expect(keyOf(`${watching('...Seen')} fragment Seen on EscalationEvent { cursor }`)).not.toBeNull();
    const hidden = `${watching('...Seen')} fragment Seen on EscalationEvent { escalation { case { id } } }`;
    expect(keyOf(hidden)).toBeNull();
  });

  it.each([
    ['what a case shows', watching('escalation { case { id } }')],
    ['a case of an event', 'subscription { caseEvents { cursor case { callbackReference } } }'],
    ['one case that is watched', 'subscription { caseChanged(id: "x") { id } }'],
    [
      'a fragment in place of the one field',
      'subscription { ... on Subscription { caseEvents { cursor } } }',
    ],
  ])('is not given to %s', (_what, query) => {
    expect(keyOf(query)).toBeNull();
  });

  /** Each of them was looked at: none asks who is asking. Whoever adds one looks at it, too. */
  it('rests on the promises of few', () => {
    const promising = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter(({ extensions }) => extensions.sameForEverybody === true)
          .map(({ name }) => `${type.name}.${name}`),
      );
    expect(promising.sort()).toEqual([
      'EscalationEvent.escalation',
      'Subscription.caseEvents',
      'Subscription.escalationEvents',
    ]);
  });
});
