const MAX_LINE_LENGTH = 100;

/** JSON for people: whatever fits on a line stands on one. */
export function asReadableJson(value: unknown, indent = ''): string {
  const compact = inOneLine(value);
  if (indent.length + compact.length <= MAX_LINE_LENGTH || value === null || typeof value !== 'object')
    return compact;
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const lines = Object.entries(value).map(
    ([name, part]) => `${deeper}${isList ? '' : `${JSON.stringify(name)}: `}${asReadableJson(part, deeper)}`,
  );
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inOneLine(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  const fields = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${inOneLine(part)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
