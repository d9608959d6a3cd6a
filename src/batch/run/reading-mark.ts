// Marks on disk which rows of its list a batch is reading. Where reading them has ended the process again and again,
// the next owner halts the batch instead of dying too. It knows a file and row numbers, and no list.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../domain/user-error.js';

/** How many processes may end at the same rows before the batch is halted. */
const MOST_DEATHS = 3;

const markSchema = z.object({ row: z.number(), deaths: z.number() });
type Mark = z.infer<typeof markSchema>;

interface Numbered {
  readonly row: number;
}

/**
 * Passes rows on as they are read from the list's start. They are marked only while they are being read: a process may
 * end at any other time for other reasons.
 *
 * @throws UserError at rows whose reading has ended too many processes; `resume` tries again
 */
export async function* markReading<Row extends Numbered>(
  workDirectory: string,
  source: AsyncIterable<Row[]>,
): AsyncGenerator<Row[]> {
  const path = join(workDirectory, 'reading.json');
  const found = readMark(path);
  const rows = source[Symbol.asyncIterator]();
  let next = 1;
  try {
    for (;;) {
      const deaths = found?.row === next ? found.deaths : 0;
      if (deaths >= MOST_DEATHS) throw halting(next, path);
      const isBefore = found !== undefined && next < found.row;
      if (!isBefore) writeFileSync(path, JSON.stringify({ row: next, deaths: deaths + 1 } satisfies Mark));
      const read: IteratorResult<Row[], unknown> = await rows.next();
      if (!isBefore) rmSync(path, { force: true });
      if (read.done === true) return;
      next = (read.value.at(-1)?.row ?? next - 1) + 1;
      yield read.value;
    }
  } finally {
    await rows.return?.();
  }
}

function halting(row: number, path: string): UserError {
  rmSync(path, { force: true });
  return new UserError('unreadable-list', ({ listErrors }) =>
    listErrors.stopsReaders({ row, times: MOST_DEATHS }),
  );
}

/** The mark; a file that was not written to its end is ignored. */
function readMark(path: string): Mark | undefined {
  try {
    return markSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
