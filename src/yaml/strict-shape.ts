import { z } from 'zod';

/** An object that takes the given keys and no other; an unknown key is reported with the list of the known ones. */
export function strictShape<T extends z.core.$ZodLooseShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? allowed : undefined) });
}
