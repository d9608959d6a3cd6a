// `rollcall purge`: erases the personal files of batches that have ended; without --yes it only tells which.

import { Command } from 'commander';
import type { PurgeRequest, PurgeResult } from '../app/purge.js';
import type { PersonalFile } from '../batch/retention/purge.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { duration } from './duration.js';
import { visiblePage } from './text-columns.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

interface PurgeFlags {
  readonly olderThan?: number;
  readonly yes?: true;
  readonly json?: true;
}

export function purgeCommand(words: Words): Command {
  const { help } = words;
  return new Command('purge')
    .summary(help.purge.summary)
    .description(help.purge.description)
    .argument('[batch]', help.batch)
    .option('--older-than <time>', help.purge.olderThan, duration(words))
    .option('--yes', help.purge.yes)
    .option('--json', help.purge.json)
    .action(async (batch: string | undefined, flags: PurgeFlags) => {
      const { purge } = await import('../app/purge.js');
      const { loadConfig } = await import('../config.js');
      const which = whichOf(batch, flags.olderThan);
      const result = await purge({ config: loadConfig() }, { which, erase: flags.yes === true });
      process.stdout.write(
        flags.json ? `${JSON.stringify(asJson(result))}\n` : visiblePage(textOf(result, words)),
      );
    });
}

/** @throws UserError where none or both of the options are given */
function whichOf(batch: string | undefined, olderThan: number | undefined): PurgeRequest['which'] {
  if (batch !== undefined && olderThan === undefined) return { batch };
  if (batch === undefined && olderThan !== undefined) return { endedBefore: Date.now() - olderThan };
  throw new UserError('invalid-options', ({ help }) => help.purge.which);
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

function textOf({ erased, plans, kept, unmade }: PurgeResult, words: Words): string {
  const { purging } = words;
  const fileLine = ({ path, bytes }: PersonalFile): string => `  ${purging.file({ path, bytes })}`;
  const lines = plans.flatMap(({ batch, endedAt, files, purgedAt }) => {
    const ended = { batch, ended: chinaIso(endedAt).slice(0, 10) };
    return [
      purgedAt === undefined
        ? purging.ended(ended)
        : purging.endedAndPurged({ ...ended, purged: purgedAt.slice(0, 10) }),
      ...(files.length === 0 ? [`  ${purging.nothingLeft}`] : files.map(fileLine)),
    ];
  });
  for (const { batch, files } of unmade) lines.push(purging.killed({ batch }), ...files.map(fileLine));
  for (const reason of kept) lines.push(purging.kept({ reason: retold(reason, words) }));
  const all = [...plans, ...unmade];
  const files = all.flatMap((entry) => entry.files);
  const figures = { files: files.length, bytes: bytesOf(files), batches: all.length };
  if (all.length === 0) lines.push(purging.nothing);
  else lines.push(erased ? purging.erased(figures) : purging.wouldErase(figures));
  return `${lines.join('\n')}\n`;
}

function bytesOf(files: readonly PersonalFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
