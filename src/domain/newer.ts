// Refuses what a newer Rollcall wrote, because this version must not touch it. Pure.

import type { Say } from '../words/words.js';
import { UserError } from './user-error.js';

/** Thrown for something that only a newer Rollcall can read. */
export class NewerFormat extends UserError {}

/**
 * @param what was written, such as `Batch "november"`
 * @param found an object with its version in `field`; without the field it has the first version
 * @throws NewerFormat where the version is higher than `known`
 */
export function refuseNewer(what: Say, found: unknown, known: number, field = 'version'): void {
  const version = versionOf(found, field);
  if (version === undefined || version <= known) return;
  throw new NewerFormat('newer-format', (words) => words.faults.newer({ what: what(words), version, known }));
}

function versionOf(found: unknown, field: string): number | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const version = Object.entries(found).find(([name]) => name === field)?.[1] as unknown;
  return typeof version === 'number' ? version : undefined;
}
