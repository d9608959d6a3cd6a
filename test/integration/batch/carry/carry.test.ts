// Taking outcomes over of whichever batch called a person last: who is not called again, with whose outcome, and who is.

import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { check } from '../../../../src/app/check.js';
import { purge } from '../../../../src/app/purge.js';
import { catchUp } from '../../../../src/batch/people/catch-up.js';
import { outputPaths } from '../../../../src/batch/paths.js';
import { loadConfig } from '../../../../src/config.js';
import { CALLED_AGAIN } from '../../../../src/domain/earlier.js';
import { call } from '../../../unit/collect/fakes.js';
import { answered, passNight, type Night, type NightPlan } from '../../../property/batch/night.js';
import { READ_BY_DEFAULT } from '../../../support/list-reading.js';

const DAY = 86_400_000;
const TODAY = Date.parse('2026-11-30T00:00:00Z');
const PEOPLE = {
  anna: '韦小宝,11010519491231002X',
  boris: '张三,440524188001010014',
  carl: '李四,110101199003070134',
} as const;
type Name = keyof typeof PEOPLE;

function directory(): string {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-carry-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  return data;
}

function listOf(names: readonly Name[]): string {
  return `${['姓名,身份证号', ...names.map((name) => PEOPLE[name])].join('\n')}\n`;
}

/** A batch that called everybody of its list so many days ago. */
async function called(
  data: string,
  batch: string,
  codes: Partial<Record<Name, string>>,
  { daysAgo = 1, ...over }: Partial<NightPlan> & { daysAgo?: number } = {},
): Promise<Night> {
  const names = Object.keys(codes) as Name[];
  const at = TODAY - daysAgo * DAY;
  const night = await passNight(data, {
    batch,
    list: listOf(names),
    atMs: at,
    callsFor: (row) => {
      const code = codes[names[row - 1] ?? 'anna'];
      return [call(row, 1, { code, startedAt: at, finishedAt: at + 1000, sessionId: `${batch}-${row}` })];
    },
    ...over,
  });
  await catchUp(data);
  return night;
}

/** What a new batch makes of the people: where each outcome is from. */
async function carried(
  data: string,
  names: readonly Name[],
  over: Partial<NightPlan> = {},
): Promise<Record<string, string>[]> {
  const night = await passNight(data, {
    batch: `new-${names.join('-')}`,
    list: listOf(names),
    atMs: TODAY,
    carry: { withinMs: 30 * DAY, label: 'same' },
    callsFor: (row) => [call(row, 1, { code: '0', startedAt: TODAY, finishedAt: TODAY + 1000 })],
    ...over,
  });
  return night.outcomes.map((cells) => ({
    status: cells['verify_status'] ?? '',
    source: cells['verify_source'] ?? '',
    from: cells['verify_carried_from'] ?? '',
    session: cells['verify_session_id'] ?? '',
    at: cells['verify_checked_at'] ?? '',
  }));
}

const CALLED_NOW = { status: 'match', source: 'api', from: '' };

it('takes each person’s newest outcome over, with its own time and session, and calls all others', async () => {
  const data = directory();
  await called(data, 'old', { anna: '0', boris: '-5803' }, { daysAgo: 20 });
  await called(data, 'newer', { boris: '0' }, { daysAgo: 10 });
  expect(await carried(data, ['anna', 'boris', 'carl'])).toEqual([
    {
      status: 'match',
      source: 'carried',
      from: 'old',
      session: 'old-1',
      at: '2026-11-10T08:00:01.000+08:00',
    },
    {
      status: 'match',
      source: 'carried',
      from: 'newer',
      session: 'newer-1',
      at: '2026-11-20T08:00:01.000+08:00',
    },
    expect.objectContaining(CALLED_NOW),
  ]);
  // An outcome that was carried is carried on, from the batch that called, until it is too old.
  await catchUp(data);
  const later = { atMs: TODAY + 15 * DAY, batch: 'later' };
  expect(await carried(data, ['anna', 'boris'], later)).toEqual([
    expect.objectContaining(CALLED_NOW),
    expect.objectContaining({ source: 'carried', from: 'newer' }),
  ]);
});

it('never takes over what says nothing final, what is too old, another label’s, another account’s or what is purged', async () => {
  const data = directory();
  await called(data, 'in-error', { anna: '-1' });
  await called(data, 'failed', { anna: '-5807' });
  await called(data, 'too-old', { anna: '0' }, { daysAgo: 31 });
  await called(data, 'cancelled', { anna: '0' }, { state: 'cancelled', callsFor: () => [] });
  await called(data, 'west', { boris: '0' }, { label: 'west' });
  await called(data, 'purged', { carl: '0' });
  await purge(
    { config: loadConfig({ ROLLCALL_DATA: data }, data) },
    { which: { batch: 'purged' }, erase: true },
  );
  const now = await carried(data, ['anna', 'boris', 'carl']);
  expect(now.map(({ source, from }) => [source, from])).toEqual([1, 2, 3].map(() => ['api', '']));
  const any = { batch: 'any', carry: { withinMs: 30 * DAY, label: 'any' as const }, label: 'north' };
  expect(await carried(data, ['boris'], any)).toEqual([
    expect.objectContaining({ source: 'carried', from: 'west' }),
  ]);
});

it('never takes over a call whose answer never came, whichever policy left it so', async () => {
  const data = directory();
  await called(
    data,
    'held',
    { anna: '0', boris: '0' },
    {
      inDoubt: 'hold',
      callsFor: (row) => [answered(row, row === 1 ? 'none' : 0, TODAY - DAY)],
    },
  );
  const now = await carried(data, ['anna', 'boris']);
  expect(now.map(({ source, from }) => [source, from])).toEqual([
    ['api', ''],
    ['carried', 'held'],
  ]);
  // What is newer and says nothing does not stand against what is older and does.
  await called(data, 'nothing', { boris: '-5807' }, { daysAgo: 0 });
  expect(await carried(data, ['boris'])).toMatchObject([{ source: 'carried', from: 'held' }]);
});

it('says how many batches are not in the index yet, as their people would be called again', async () => {
  const data = directory();
  await called(data, 'known', { anna: '0' }, { label: 'east' });
  const asked = { file: join(data, 'known.csv'), reading: READ_BY_DEFAULT, label: 'east' };
  const config = loadConfig({ ROLLCALL_DATA: data }, data);
  const quote = async () => (await check({ config }, asked)).verified_before;
  expect(await quote()).toMatchObject({ known: 1, missing_batches: 0 });
  for (const [index, batch] of ['ended', 'ended-too'].entries())
    await passNight(data, {
      batch,
      label: 'east',
      list: listOf(['anna']),
      atMs: TODAY + index,
      callsFor: (row) => [answered(row, 0, TODAY)],
    });
  expect(await quote()).toMatchObject({ known: 1, batches: [{ batch: 'known' }], missing_batches: 2 });
  await catchUp(data);
  expect(await quote()).toMatchObject({ known: 1, batches: [{ batch: 'ended-too' }], missing_batches: 0 });
});

it('calls people of batches whose outcomes were moved away', async () => {
  const data = directory();
  const { record } = await called(data, 'moved', { anna: '0' });
  const { outcomes } = outputPaths(record.outDirectory);
  renameSync(outcomes, `${outcomes}.moved`);
  expect(await carried(data, ['anna'])).toEqual([expect.objectContaining(CALLED_NOW)]);
});

it('lets --previous decide first, and counts whom it does not know as new', async () => {
  const data = directory();
  await called(data, 'elsewhere', { anna: '0', carl: '0' }, { daysAgo: 2 });
  await called(data, 'night', { anna: '-5807', boris: '0' }, { daysAgo: 1, label: '' });
  const night = await passNight(data, {
    batch: 'tonight',
    list: listOf(['anna', 'boris', 'carl']),
    atMs: TODAY,
    previous: { batch: 'night', callAgain: [...CALLED_AGAIN], olderThanMs: undefined },
    carry: { withinMs: 30 * DAY, label: 'same' },
    callsFor: (row) => [call(row, 1, { code: '0' })],
  });
  expect(night.outcomes.map((cells) => [cells['verify_source'], cells['verify_carried_from']])).toEqual([
    ['api', ''],
    ['carried', 'night'],
    ['carried', 'elsewhere'],
  ]);
  expect(night.changes?.map((cells) => [cells['身份证号'], cells['verify_change']])).toEqual([
    ['11010519491231002X', 'changed'],
    ['110101199003070134', 'new'],
  ]);
});

it('says before a call what taking over would save, and by which batches', async () => {
  const data = directory();
  await called(data, 'east', { anna: '0', boris: '0' }, { label: 'east' });
  const { record } = await called(data, 'other', { carl: '0' }, { label: 'west' });
  const settings = { ROLLCALL_DATA: data, ROLLCALL_PRICE: '0.30', ROLLCALL_CARRY: '' };
  const file = join(data, 'east.csv');
  const asked = { file, reading: READ_BY_DEFAULT, label: 'east' };
  const before = await check({ config: loadConfig(settings, data) }, asked);
  expect(before.verified_before).toMatchObject({
    within_days: 30,
    people: 2,
    known: 2,
    of_label: 2,
    batches: [{ batch: 'east', label: 'east', people: 2 }],
    saves: '0.60',
    missing_batches: 0,
  });
  const carrying = await check({ config: loadConfig({ ...settings, ROLLCALL_CARRY: '30d' }, data) }, asked);
  expect(carrying).toMatchObject({ carried_from: ['east'], calls: 0 });
  expect(carrying).not.toHaveProperty('verified_before');
  expect(carrying.by_verdict).toMatchObject({ call: 0, carried: 2 });
  const west = await check(
    { config: loadConfig(settings, data) },
    { ...asked, file: join(data, 'other.csv') },
  );
  expect(west.verified_before).toMatchObject({ known: 1, of_label: 0 });
  expect(record.label).toBe('west');
});
