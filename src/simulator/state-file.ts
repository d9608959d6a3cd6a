// Keeps the counts over a restart in a small JSON file. It is written on flush and at the end, not after every call.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { recordedCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import { Tally } from './tally.js';

const schema = z.array(
  z.object({ bucketStart: z.number().int(), code: recordedCode, count: z.number().int().min(0) }),
);

/** @throws UserError where the file exists and was not written by the simulator */
export function loadTally(path: string): Tally {
  const tally = new Tally();
  try {
    const entries = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    for (const { bucketStart, code, count } of entries) tally.add(bucketStart, code, count);
  } catch (error) {
    if (isMissing(error)) return tally;
    throw new UserError('damaged-file', ({ simulatorErrors }) => simulatorErrors.noState({ path }), {
      cause: error,
    });
  }
  return tally;
}

export function saveTally(path: string, tally: Tally): void {
  try {
    writeFileSync(`${path}.partial`, JSON.stringify(tally.entries()), { mode: 0o600 });
    renameSync(`${path}.partial`, path);
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError('unwritable-file', ({ simulatorErrors }) => simulatorErrors.state({ path, why }), {
      cause: error,
    });
  }
}
