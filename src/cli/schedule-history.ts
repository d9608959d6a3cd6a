// `rollcall schedule history`: what became of a schedule's nights.

import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { readSummary } from '../batch/exit-status.js';
import { readTold } from '../batch/output/on-finish.js';
import { batchPaths } from '../batch/paths.js';
import { readPurged } from '../batch/retention/purge.js';
import { readRecord, readState, recordExists } from '../batch/record.js';
import { loadConfig, type Config } from '../config.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { clockText } from '../queue/zone-times.js';
import { nightsOf, type Night } from '../schedule/night.js';
import { readReconciliation, type ScheduledReconciliation } from '../schedule/reconciliation.js';
import { findSchedule, schedulePaths } from '../schedule/record.js';
import { wholeNumber } from './list-options.js';
import { scheduleName } from './schedule-add.js';
import { visiblePage } from './text-columns.js';

const SHOWN = 30;

export function scheduleHistoryCommand(): Command {
  return new Command('history')
    .summary("what became of a schedule's nights")
    .description(
      'For each night, the newest first: when it was due, its state, why, its file and batch, what was called, ' +
        "carried over and changed, the day's reconciliation, and how the program of --on-finish ended.",
    )
    .argument('<name>', "the schedule's name", scheduleName)
    .option('--last <n>', 'so many nights', wholeNumber, SHOWN)
    .option('--json', 'as JSON')
    .action(async (name: string, flags: { last: number; json?: true }) => {
      await history(name, flags.last, flags.json === true, loadConfig());
    });
}

async function history(name: string, last: number, json: boolean, config: Config): Promise<void> {
  if (!existsSync(schedulePaths(config.dataDir, name).directory)) {
    throw new UserError(`There is no schedule "${name}". 'rollcall schedule list' names those that are.`);
  }
  const tz = (await findSchedule(config.dataDir, name))?.tz ?? 'Asia/Shanghai';
  const nights = await nightsOf(config.dataDir, name, last);
  const entries = await Promise.all(nights.map((night) => entryOf(night, config)));
  process.stdout.write(json ? `${JSON.stringify(entries)}\n` : visiblePage(textOf(entries, nights, tz)));
}

/** Of a summary what is shown; those of later versions may have more. */
const figuresSchema = z.looseObject({
  rows: z.number(),
  calls: z.number(),
  changes: z
    .looseObject({ carried: z.number(), changed: z.number(), new: z.number(), gone: z.number() })
    .optional(),
});

type Entry = Awaited<ReturnType<typeof entryOf>>;

async function entryOf(night: Night, config: Config) {
  const batch = night.batch === undefined ? undefined : await batchNow(night.batch, config);
  const changes = batch?.figures?.changes;
  const day = night.reconciled;
  const reconciliation =
    day === undefined ? undefined : await readReconciliation(config.dataDir, night.schedule, day);
  return {
    night: night.night,
    due_at: chinaIso(night.dueAt),
    trigger: night.trigger,
    // A halted batch that was resumed has gone on since.
    state:
      night.state === 'running' || night.state === 'halted' ? (batch?.state ?? night.state) : night.state,
    reason: night.reason ?? null,
    exit: night.exit ?? null,
    missed: night.missed ?? null,
    file: night.file ?? null,
    batch: night.batch ?? null,
    rows: batch?.figures?.rows ?? null,
    calls: batch?.figures?.calls ?? null,
    carried: changes?.carried ?? null,
    changed: changes?.changed ?? null,
    new: changes?.new ?? null,
    gone: changes?.gone ?? null,
    purged_at: batch?.purgedAt ?? null,
    started_at: chinaIso(night.startedAt),
    finished_at: night.endedAt === undefined ? null : chinaIso(night.endedAt),
    on_finish: night.onFinish ?? batch?.told ?? null,
    reconciliation: day === undefined ? null : dayOf(day, reconciliation),
  };
}

async function batchNow(batch: string, { dataDir }: Config) {
  const paths = batchPaths(dataDir, batch);
  if (!(await recordExists(paths))) return undefined;
  const record = await readRecord(paths, batch);
  const { state } = await readState(paths, record);
  const figures = figuresSchema.safeParse(await readSummary(record));
  const told = await readTold(paths);
  return { state, figures: figures.data, purgedAt: await readPurged(paths), told };
}

function dayOf(day: string, known: ScheduledReconciliation | undefined) {
  return {
    day,
    state: known?.state ?? 'settling',
    verdict: known?.verdict ?? null,
    asked: known?.asked ?? 0,
    exit: known?.exit ?? null,
    reason: known?.reason ?? null,
    report: known?.report ?? null,
    on_finish: known?.onFinish ?? null,
  };
}

function textOf(entries: readonly Entry[], nights: readonly Night[], tz: string): string {
  if (entries.length === 0) return 'No nights yet.\n';
  const lines = entries.flatMap((entry, index) => {
    const due = clockText(nights[index]?.dueAt ?? 0, tz);
    const exit = entry.exit === null ? '' : `  exit ${entry.exit}`;
    const trigger = entry.trigger === 'time' ? '' : `  (${entry.trigger})`;
    return [`${due}  ${entry.state}${exit}${trigger}`, ...detailsOf(entry).map((line) => `  ${line}`)];
  });
  return `${lines.join('\n')}\n`;
}

function detailsOf(entry: Entry): string[] {
  const lines: string[] = [];
  if (entry.reason !== null) lines.push(entry.reason);
  if (entry.file !== null && entry.batch !== null) lines.push(`${entry.file} → ${entry.batch}`);
  const figures = (['rows', 'calls', 'carried', 'changed', 'new', 'gone'] as const).flatMap((name) =>
    entry[name] === null ? [] : [`${name} ${entry[name]}`],
  );
  if (figures.length > 0) lines.push(figures.join(', '));
  if (entry.purged_at !== null) lines.push(`purged ${entry.purged_at.slice(0, 10)}`);
  if (entry.reconciliation !== null) {
    const { day, state, verdict, reason, report } = entry.reconciliation;
    lines.push(
      `${day} reconciled: ${[verdict ?? state, reason, report].filter((part) => part !== null).join(', ')}`,
    );
  }
  if (entry.on_finish !== null) lines.push(`on-finish: ${entry.on_finish.problem ?? 'exit status 0'}`);
  return lines;
}
