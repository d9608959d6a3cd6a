// A data directory in which a made-up person stands wherever a person can: twice in a list, in files by status, in a workbook, in a
// correction, in the changes of a later night, and in what killed processes have left.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App } from '../../../../src/app/app.js';
import { erasePerson, type ErasureResult } from '../../../../src/app/erase-person.js';
import { batchPaths } from '../../../../src/batch/paths.js';
import { CALLED_AGAIN } from '../../../../src/domain/earlier.js';
import { loadConfig } from '../../../../src/config.js';
import { checkCharacterOf } from '../../../../src/simulator/index.js';
import { passNight, type Night, type NightPlan } from '../../../property/batch/night.js';
import { call } from '../../../unit/collect/fakes.js';

export const AT = Date.parse('2026-11-20T00:00:00Z');
export const ANNA = '11010519491231002X';
export const BORIS = '440524188001010014';
export const CARL = '110101199003070134';
export const DORA = numbered('004');
export const MENDED = numbered('008');

export function numbered(sequence: string): string {
  const first17 = `11010519491231${sequence}`;
  return `${first17}${checkCharacterOf(first17)}`;
}

const HEADER = '姓名,身份证号,备注';
/** Rows 1 and 2 are Anna, 5 can't be read. */
const ONE = [
  HEADER,
  `韦小宝,${ANNA},"a, b"`,
  `韦小宝, ${ANNA.toLowerCase()},`,
  `张三,${BORIS},=1+1`,
  `李四,${CARL},x`,
  '王,五,六,七',
];
/** Anna is gone, and Carl; Dora is new. */
const TWO = [HEADER, `张三,${BORIS},`, `王小明,${DORA},`];
const MENDING = [`${HEADER},verify_row`, `李四,${MENDED},x,4`];

export const LINE_OF_PROGRAM = 'sent to the branch';

export function directory(): App {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-erasing-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  return { config: loadConfig({ ROLLCALL_DATA: data }, data), tell: () => undefined };
}

export function night(
  app: App,
  plan: Partial<NightPlan> & Pick<NightPlan, 'batch' | 'list'>,
): Promise<Night> {
  const callsFor = (row: number) => [
    call(row, 1, { startedAt: AT, finishedAt: AT + 1000, sessionId: `${plan.batch}-${row}` }),
  ];
  return passNight(app.config.dataDir, { atMs: AT, label: 'east', callsFor, ...plan });
}

/** Three batches, and what killed processes have left of them. */
export async function keptData(over: Partial<NightPlan> = {}): Promise<App> {
  const app = directory();
  const { dataDir } = app.config;
  const files = { xlsx: true, split: true };
  await night(app, { batch: 'one', list: textOf(ONE), files, ...over });
  const previous = { batch: 'one', callAgain: [...CALLED_AGAIN], olderThanMs: undefined };
  await night(app, { batch: 'two', list: textOf(TWO), previous, atMs: AT + 1 });
  await night(app, { batch: 'mend', list: textOf(MENDING), corrects: { batch: 'one' }, atMs: AT + 2 });
  const one = batchPaths(dataDir, 'one');
  const leave = (path: string): void => {
    writeFileSync(path, `韦小宝,${ANNA}\n`);
  };
  leave(join(one.directory, `outcomes.csv.one-2.${'0'.repeat(16)}.tmp`));
  leave(batchPaths(dataDir, 'two').list);
  writeFileSync(join(one.work, 'on-finish.log'), `韦小宝: no\n${LINE_OF_PROGRAM}\n`);
  return app;
}

export function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

export function erase(app: App, number = ANNA, name?: string): Promise<ErasureResult> {
  return erasePerson(app, { people: [{ number, name }], erase: true, by: 'a clerk' });
}

/** All files that Rollcall keeps, by their paths from the data directory. The lists beside it are the user's own. */
export function filesIn({ config: { dataDir } }: App): Map<string, Buffer> {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  const own = names.filter((name) => name.includes('/') && statSync(join(dataDir, name)).isFile());
  return new Map(own.toSorted().map((name) => [name, readFileSync(join(dataDir, name))]));
}

/** Whether nothing that says who it is stands in any file. A workbook is packed, so it is read elsewhere. */
export function isNowhere(app: App, ...texts: readonly string[]): boolean {
  return [...filesIn(app)].every(
    ([name, bytes]) => name.endsWith('.xlsx') || texts.every((text) => !bytes.includes(text)),
  );
}
