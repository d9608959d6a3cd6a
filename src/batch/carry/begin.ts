// Takes over, when a batch is made, what is known of its people from whichever batch called them last: their outcomes come into
// a file of the new batch's own. What `--previous` says of a person is decided before.

import { UserError } from '../../domain/user-error.js';
import { writeJson, writeWhole } from '../../files/durable.js';
import { PeopleIndex } from '../../people/people-index.js';
import { keyPrint } from '../../queue/slice-payload.js';
import { CALLED_AGAIN } from '../../domain/earlier.js';
import { EarlierFileWriter } from '../baseline/earlier-file.js';
import type { CarriedIndex } from '../baseline/earlier-people.js';
import type { Caller } from '../baseline/previous.js';
import { Taker } from '../baseline/taker.js';
import type { BatchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import type { CARRY_LABELS } from '../record-parts.js';
import type { Language } from '../../words/language.js';
import { LastCalls, type CalledRows } from './last-calls.js';
import { askForPeople, type ListToRead } from './people-of-list.js';
import { usableBatches, type Sees } from './usable-batches.js';

export interface CarryRequest {
  /** How long ago the calls may have been, in milliseconds. */
  readonly withinMs: number;
  readonly label: (typeof CARRY_LABELS)[number];
}

/** For whom it is, and where it is noted. */
interface Carrying {
  readonly label: string;
  /** Undefined: whichever account. */
  readonly caller: Caller | undefined;
  readonly provider: string;
  readonly rowKey: Buffer;
  readonly language?: Language | undefined;
  readonly paths: BatchPaths;
  readonly dataDirectory: string;
  readonly nowMs: number;
  readonly sees?: Sees;
}

/** @returns what is recorded of it; undefined where nothing is known of anybody */
export async function carryFor(
  carry: CarryRequest,
  list: ListToRead,
  carrying: Carrying,
): Promise<BatchRecord['carry']> {
  const calledSince = carrying.nowMs - carry.withinMs;
  const found = await lastCallsOf(list, carry, carrying);
  if (found.length === 0) return undefined;
  const batches = await noteCarried(found, calledSince, carrying);
  return { calledSince, label: carry.label, batches };
}

async function lastCallsOf(
  list: ListToRead,
  { withinMs, label: which }: CarryRequest,
  { label, caller, dataDirectory, nowMs, sees }: Carrying,
): Promise<CalledRows[]> {
  const index = await PeopleIndex.open(dataDirectory);
  if (index === undefined) return [];
  try {
    const usable = await usableBatches(index.batches, caller, dataDirectory, sees);
    for (const [number, record] of usable) {
      if (which === 'same' && record.label !== label) usable.delete(number);
    }
    const calls = new LastCalls(index, usable, nowMs - withinMs);
    await askForPeople(list, calls);
    return await calls.end();
  } finally {
    index.close();
  }
}

/**
 * The index says where to look; what is taken is what stands in the outcomes there, of whoever stands there.
 *
 * @returns the batches of which anything was taken
 */
async function noteCarried(
  found: readonly CalledRows[],
  calledSince: number,
  { paths, rowKey, dataDirectory, provider, language }: Carrying,
): Promise<string[]> {
  const writer = String(process.pid);
  const taken: string[] = [];
  let noted = { people: 0, batches: [] as string[] };
  await writeWhole(paths.carried, writer, async (handle) => {
    const rules = { callAgain: new Set(CALLED_AGAIN), calledBefore: calledSince };
    const service = { provider, anyProvider: false, language };
    const taker = new Taker(new EarlierFileWriter(handle), rowKey, rules, dataDirectory, service);
    for (const rows of found) {
      const before = taker.people;
      await taker.take(rows.record, true, rows).catch(ignoreLost);
      if (taker.people > before) taken.push(rows.record.batch);
    }
    noted = { people: taker.people, batches: await taker.end() };
  });
  const index: CarriedIndex = { version: 1, keyPrint: keyPrint(rowKey), ...noted };
  await writeJson(paths.carriedIndex, writer, index);
  return taken;
}

/** Of a batch whose outcomes were moved away nothing is taken: its people are called, as without it. */
function ignoreLost(error: unknown): void {
  if (!(error instanceof UserError) || error.code !== 'unusable-previous-batch') throw error;
}
