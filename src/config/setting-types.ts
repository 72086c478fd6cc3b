import { z } from 'zod';

/** The environment carries text only; a YAML file has the real type. Both are accepted, anything else is refused. */
export const integer = (min: number, max: number) => z.preprocess(numberIn, z.int().min(min).max(max));
export const fraction = () => z.preprocess(numberIn, z.number().min(0).max(1));
/** Of money or of something else that is counted in parts. */
export const amount = () => z.preprocess(numberIn, z.number().min(0).max(1_000_000));
export const flag = () => z.preprocess(flagIn, z.boolean());
export const text = () => z.string().min(1);
export const address = (protocol: RegExp) => z.url({ protocol });

/** One of the values of a const object, in whatever case it is written. */
export function oneOf<const T extends Readonly<Record<string, string>>>(values: T) {
  return z.preprocess((value) => (typeof value === 'string' ? value.toLowerCase() : value), z.enum(values));
}

function numberIn(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

function flagIn(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}
