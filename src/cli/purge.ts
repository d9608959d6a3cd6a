// `rollcall purge`: erases the personal files of batches that have ended; without --yes it only tells which.

import { Command } from 'commander';
import type { PurgeRequest, PurgeResult } from '../app/purge.js';
import type { PersonalFile } from '../batch/retention/purge.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { duration } from './duration.js';
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
      const { purge } = await import('../app/purge.js');
      const { loadConfig } = await import('../config.js');
      const which = whichOf(batch, flags.olderThan);
      const result = await purge({ config: loadConfig() }, { which, erase: flags.yes === true });
      process.stdout.write(flags.json ? `${JSON.stringify(asJson(result))}\n` : visiblePage(textOf(result)));
    });
}

/** @throws UserError where none or both of the options are given */
function whichOf(batch: string | undefined, olderThan: number | undefined): PurgeRequest['which'] {
  if (batch !== undefined && olderThan === undefined) return { batch };
  if (batch === undefined && olderThan !== undefined) return { endedBefore: Date.now() - olderThan };
  throw new UserError('invalid-options', 'Give a BATCH, or --older-than: rollcall purge --older-than 90d.');
}

function asJson({ erased, plans, kept, unmade }: PurgeResult) {
  return {
    erased,
    batches: plans.map(({ batch, endedAt, files }) => ({
      batch,
      finished_at: chinaIso(endedAt),
      files: files.map(({ path }) => path),
      bytes: bytesOf(files),
    })),
    /** Files of lists from which no batch was made. */
    unmade: unmade.flatMap(({ files }) => files.map(({ path }) => path)),
    kept,
  };
}

function textOf({ erased, plans, kept, unmade }: PurgeResult): string {
  const lines = plans.flatMap(({ batch, endedAt, files, purgedAt }) => [
    `${batch}, ended ${chinaIso(endedAt).slice(0, 10)}${purgedAt === undefined ? '' : `, purged ${purgedAt.slice(0, 10)}`}`,
    ...(files.length === 0 ? ['  nothing personal is left'] : files.map(fileLine)),
  ]);
  for (const { batch, files } of unmade)
    lines.push(`${batch}, left of a start that was killed`, ...files.map(fileLine));
  for (const reason of kept) lines.push(`Kept: ${reason}`);
  const all = [...plans, ...unmade];
  const files = all.flatMap((entry) => entry.files);
  const figures = `${files.length} files, ${bytesOf(files)} bytes, of ${all.length} batches`;
  if (all.length === 0) lines.push('There is nothing to purge.');
  else if (erased) lines.push(`Erased: ${figures}.`);
  else lines.push(`Would be erased: ${figures}. Nothing is erased yet: the same with --yes does it.`);
  return `${lines.join('\n')}\n`;
}

function fileLine({ path, bytes }: PersonalFile): string {
  return `  ${path}  ${bytes} bytes`;
}

function bytesOf(files: readonly PersonalFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
