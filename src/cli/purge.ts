// `rollcall purge`: erases what is personal of batches that have ended; without --yes it only says what.

import { Command } from 'commander';
import { planPurge, purge, type PersonalFile, type PurgePlan } from '../batch/retention/purge.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { sweepUnmade, unmade, type Unmade } from '../batch/retention/unmade.js';
import { loadConfig, type Config } from '../config.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { batchesNeeded, neededBy, refuseNeeded } from '../schedule/retention.js';
import { duration } from './duration.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';
import { visiblePage } from './text-columns.js';

interface PurgeFlags {
  readonly olderThan?: number;
  readonly yes?: true;
  readonly json?: true;
}

export function purgeCommand(): Command {
  return new Command('purge')
    .summary('erase what is personal of batches that have ended; a dry run first')
    .description(
      'Erases outcomes.csv, the files made of it, changes.csv and what is left of the list. summary.json, ' +
        'attempts.csv and the ledger stay, as nothing personal is in them: the batch can still be reconciled. ' +
        'Without --yes it says what it would erase and changes nothing. A batch that has not ended is never ' +
        'purged, nor one that the next night of a schedule is compared with.',
    )
    .argument('[batch]', "the batch's id")
    .option('--older-than <time>', 'all batches that ended longer ago than this, such as 90d', duration)
    .option('--yes', 'do it')
    .option('--json', 'print what is erased, or would be, as JSON')
    .action(async (batch: string | undefined, flags: PurgeFlags) => {
      await purgeBatches(batch, flags, loadConfig(), Date.now());
    });
}

interface Chosen {
  readonly plans: readonly PurgePlan[];
  /** Why others were left out, in words. */
  readonly kept: readonly string[];
}

async function purgeBatches(
  batch: string | undefined,
  flags: PurgeFlags,
  config: Config,
  nowMs: number,
): Promise<void> {
  if ((batch === undefined) === (flags.olderThan === undefined)) {
    throw new UserError('Give a BATCH, or --older-than: rollcall purge --older-than 90d.');
  }
  const { plans, kept } =
    batch === undefined ? await older(nowMs - (flags.olderThan ?? 0), config) : await one(batch, config);
  const left = await unmade(config.dataDir);
  if (flags.yes) {
    for (const plan of plans) await purge(config.dataDir, plan, nowMs);
    await sweepUnmade(config.dataDir);
    await sweepTemporaryDirectories();
  }
  const done = flags.yes === true;
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(asJson(plans, kept, left, done))}\n`
      : visiblePage(textOf(plans, kept, left, done)),
  );
}

async function one(batch: string, config: Config): Promise<Chosen> {
  await refuseNeeded(config.dataDir, batch);
  return { plans: [await planPurge(config.dataDir, batch)], kept: [] };
}

async function older(before: number, config: Config): Promise<Chosen> {
  const plans: PurgePlan[] = [];
  const kept: string[] = [];
  const needed = await batchesNeeded(config.dataDir);
  for (const { record, state } of await knownBatches(config.dataDir)) {
    const { batch } = record;
    if (state.finishedAt === undefined || state.finishedAt >= before) continue;
    const by = needed.get(batch);
    if (by !== undefined) {
      kept.push(neededBy(batch, by));
      continue;
    }
    try {
      const plan = await planPurge(config.dataDir, batch);
      if (plan.purgedAt === undefined || plan.files.length > 0) plans.push(plan);
    } catch (error) {
      // One that can't be purged must not keep the others.
      if (!(error instanceof UserError)) throw error;
      kept.push(error.message);
    }
  }
  return { plans, kept };
}

function asJson(
  plans: readonly PurgePlan[],
  kept: readonly string[],
  left: readonly Unmade[],
  done: boolean,
) {
  return {
    erased: done,
    batches: plans.map(({ batch, endedAt, files }) => ({
      batch,
      finished_at: chinaIso(endedAt),
      files: files.map(({ path }) => path),
      bytes: bytesOf(files),
    })),
    /** Of lists whose batches were never made. */
    unmade: left.flatMap(({ files }) => files.map(({ path }) => path)),
    kept,
  };
}

function textOf(
  plans: readonly PurgePlan[],
  kept: readonly string[],
  left: readonly Unmade[],
  done: boolean,
): string {
  const lines = plans.flatMap(({ batch, endedAt, files, purgedAt }) => [
    `${batch}, ended ${chinaIso(endedAt).slice(0, 10)}${purgedAt === undefined ? '' : `, purged ${purgedAt.slice(0, 10)}`}`,
    ...(files.length === 0 ? ['  nothing personal is left'] : files.map(fileLine)),
  ]);
  for (const { batch, files } of left)
    lines.push(`${batch}, left of a start that was killed`, ...files.map(fileLine));
  for (const reason of kept) lines.push(`Kept: ${reason}`);
  const all = [...plans, ...left];
  const files = all.flatMap((entry) => entry.files);
  const figures = `${files.length} files, ${bytesOf(files)} bytes, of ${all.length} batches`;
  if (all.length === 0) lines.push('There is nothing to purge.');
  else if (done) lines.push(`Erased: ${figures}.`);
  else lines.push(`Would be erased: ${figures}. Nothing is erased yet: the same with --yes does it.`);
  return `${lines.join('\n')}\n`;
}

function fileLine({ path, bytes }: PersonalFile): string {
  return `  ${path}  ${bytes} bytes`;
}

function bytesOf(files: PurgePlan['files']): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
