// An erasure beside what reads outcomes to write them elsewhere: a night or a correction that is being made. One of the two comes
// first, whole; nothing comes back by the other.

import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { App } from '../../../../src/app/app.js';
import { erasureReceipts } from '../../../../src/app/erasure-receipts.js';
import { findPerson } from '../../../../src/app/person.js';
import { purge } from '../../../../src/app/purge.js';
import { runRetention, setRetention } from '../../../../src/app/retention.js';
import { createBatch } from '../../../../src/batch/create.js';
import { batchPaths } from '../../../../src/batch/paths.js';
import { discardBatch } from '../../../../src/batch/retention/unmade.js';
import { catchUp } from '../../../../src/batch/people/catch-up.js';
import { requestOf, type NightPlan } from '../../../property/batch/night.js';
import { ANNA, AT, BORIS, CARL, erase, filesIn, isNowhere, keptData, night, textOf } from './kept.js';

const HEADER = '姓名,身份证号,备注';
/** Nobody who is erased stands in these lists. */
const BUILDING: readonly (Partial<NightPlan> & { list: string; batch: string; people: number })[] = [
  {
    batch: 'tonight',
    people: 3,
    list: textOf([HEADER, `张三,${BORIS},`, `李四,${CARL},`]),
    previous: { batch: 'one', callAgain: [], olderThanMs: undefined },
  },
  // It knows whoever stands in the earlier correction, too.
  {
    batch: 'corrects',
    people: 4,
    list: textOf([`${HEADER},verify_row`, `张三,${BORIS},y,3`]),
    corrects: { batch: 'one' },
  },
];
/** How many turns of the process one of the two is behind the other. */
const BEHIND = [0, 3, 10, 30, 60, 120];

it.each(BUILDING)(
  'and batch $batch, which is being made at the same time, come one after the other',
  async ({ people, ...plan }) => {
    const app = await keptData();
    await catchUp(app.config.dataDir);
    for (const [index, turns] of BEHIND.entries()) {
      const own = { ...plan, batch: `${plan.batch}-${index}` };
      const request = requestOf(app.config.dataDir, {
        atMs: AT + 9,
        label: 'east',
        callsFor: () => [],
        ...own,
      });
      const make = (): Promise<unknown> => createBatch(request, app.config.dataDir, AT + 9 + index);
      const [first, second] =
        index % 2 === 0
          ? [make, (): Promise<unknown> => erase(app)]
          : [(): Promise<unknown> => erase(app), make];
      const both = await Promise.allSettled([first(), after(turns, second)]);
      const [made, erased] = index % 2 === 0 ? both : both.toReversed();
      const seen = {
        made: made?.status,
        refused: erased?.status === 'rejected' && String(erased.reason).includes(own.batch),
        isNowhere: isNowhere(app, ANNA),
        known: knownBy(app, own.batch),
      };
      const batchFirst = { made: 'fulfilled', refused: true, isNowhere: false, known: people };
      const erasureFirst = { made: 'fulfilled', refused: false, isNowhere: true, known: people - 1 };
      expect([batchFirst, erasureFirst]).toContainEqual(seen);
      if (!seen.refused) return;
      await discardBatch(app.config.dataDir, own.batch);
    }
    throw new Error('the erasure never came first');
  },
);

async function after(turns: number, work: () => Promise<unknown>): Promise<unknown> {
  for (let turn = 0; turn < turns; turn++) await nextTurn();
  return work();
}

/** How many people the batch took over from the one that it builds on. */
function knownBy({ config }: App, batch: string): number {
  const { earlierIndex } = batchPaths(config.dataDir, batch);
  return (JSON.parse(readFileSync(earlierIndex, 'utf8')) as { people: number }).people;
}

const ALONE = textOf([HEADER, `张三,${BORIS},`, `李四,${CARL},`, `韦小宝,${ANNA},`]);
type Act = 'anna' | 'boris' | 'retention' | 'purge';
/** In which order they are begun. */
const ORDERS: readonly (readonly Act[])[] = [
  ['anna', 'boris', 'retention', 'purge'],
  ['retention', 'anna', 'purge', 'boris'],
  ['purge', 'retention', 'boris', 'anna'],
];

it.each(ORDERS)(
  'two erasures, retention and a purge at once (%s first) come one after another, each with its receipt',
  async (...order) => {
    const app = await keptData();
    await night(app, { batch: 'west', label: 'west', list: ALONE, atMs: AT + 3 });
    await night(app, { batch: 'north', label: 'north', list: ALONE, atMs: AT + 4 });
    await setRetention(app, { label: 'west', statuses: ['match'], days: 0, record: true });
    const acts = {
      anna: () => erase(app),
      boris: () => erase(app, BORIS),
      retention: () => runRetention(app, { erase: true, by: 'a worker' }),
      purge: () => purge(app, { which: { batch: 'north' }, erase: true }),
    };
    await Promise.all(order.map((act) => acts[act]()));
    expect(isNowhere(app, ANNA, BORIS)).toBe(true);
    const { receipts, brokenAfter } = await erasureReceipts(app);
    expect(brokenAfter).toBeUndefined();
    expect(receipts.map(({ receipt }) => receipt.number)).toEqual([1, 2, 3]);
    expect(receipts.map(({ receipt }) => [receipt.not_reached, receipt.by])).toEqual(
      expect.arrayContaining([
        [[], 'a clerk'],
        [[], 'a clerk'],
        [[], 'a worker'],
      ]),
    );
    // Whatever came first, nobody is left in the batch of the rule, and the others’ rows are where nobody asked for them.
    expect(String(filesIn(app).get('batches/west/outcomes.csv'))).not.toContain(CARL);
    expect(String(filesIn(app).get('batches/one/outcomes.csv'))).toContain(CARL);
    const found = await findPerson(app, [
      { number: ANNA, name: undefined },
      { number: BORIS, name: undefined },
      { number: CARL, name: undefined },
    ]);
    expect(found.map(({ person, record }) => [person, record.batch])).toEqual([[2, 'one']]);
  },
);
