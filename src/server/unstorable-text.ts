import { type DocumentNode, GraphQLError, Kind, visit } from 'graphql';
import { CaseErrorCode } from '../domain';

/** PostgreSQL's texts hold every character but this one, and no language has it. */
const NUL = '\u0000';

/**
 * Why a request cannot be kept: BAD_USER_INPUT with the field of the first text that holds a NUL, whether it came in a
 * variable or in the query itself. Null for every other request.
 */
export function refuseUnstorableText(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  const steps = stepsInVariables(variables) ?? stepsInDocument(document);
  if (steps === null) return null;
  return new GraphQLError('A text holds a character that cannot be stored.', {
    extensions: { code: CaseErrorCode.BAD_USER_INPUT, field: fieldAt(steps), http: { status: 400 } },
  });
}

/** The steps to a field, `input` `findings` `present` `0`, as the contract names it: `findings.present.0`. */
export function fieldAt(steps: readonly string[]): string {
  return (steps.length > 1 ? steps.slice(1) : steps).join('.');
}

interface Place {
  readonly value: unknown;
  readonly step: string;
  readonly within: Place | null;
}

/** Without recursion: a client may nest deeper than the stack. */
function stepsInVariables(variables: Readonly<Record<string, unknown>>): string[] | null {
  const waiting: Place[] = [];
  const enter = (value: object, within: Place | null): void => {
    for (const [step, inner] of Object.entries(value)) waiting.push({ value: inner, step, within });
  };
  enter(variables, null);
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (typeof place.value === 'string' && place.value.includes(NUL)) return stepsTo(place);
    if (typeof place.value === 'object' && place.value !== null) enter(place.value, place);
  }
  return null;
}

function stepsTo(place: Place): string[] {
  const steps: string[] = [];
  for (let one: Place | null = place; one !== null; one = one.within) steps.unshift(one.step);
  return steps;
}

function stepsInDocument(document: DocumentNode): string[] | null {
  const steps: string[] = [];
  let found: string[] | null = null;
  const named = {
    enter: (node: { readonly name: { readonly value: string } }): void => void steps.push(node.name.value),
    leave: (): void => void steps.pop(),
  };
  visit(document, {
    [Kind.ARGUMENT]: named,
    [Kind.OBJECT_FIELD]: named,
    [Kind.STRING]: ({ value }) => {
      if (value.includes(NUL)) found ??= [...steps];
    },
  });
  return found;
}
