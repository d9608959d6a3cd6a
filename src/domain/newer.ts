// What a newer Rollcall wrote and this one must not touch. Pure.

import { UserError } from './user-error.js';

/** Left to a newer Rollcall, as it is. */
export class NewerFormat extends UserError {}

/**
 * @param what for the message, such as `batch "november"`
 * @param found of the form `{ [field]: version }`; without the field it is of the first version
 * @throws NewerFormat where the version is higher than the one known here
 */
export function refuseNewer(what: string, found: unknown, known: number, field = 'version'): void {
  const version = versionOf(found, field);
  if (version === undefined || version <= known) return;
  throw new NewerFormat(
    'newer-format',
    `${what} was written by a newer Rollcall (version ${version} of its form, ${known} is known here). ` +
      'It is left as it is: go on with that Rollcall, or a newer one.',
  );
}

function versionOf(found: unknown, field: string): number | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const version = Object.entries(found).find(([name]) => name === field)?.[1] as unknown;
  return typeof version === 'number' ? version : undefined;
}
