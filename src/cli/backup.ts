// `rollcall backup`: copies the data directory while workers run.

import { Command } from 'commander';
import type { Backup } from '../app/backup.js';
import type { Words } from '../words/words.js';
import { grouped } from './grouped.js';
import { visiblePage } from './text-columns.js';

export function backupCommand(words: Words): Command {
  const { backups } = words;
  return new Command('backup')
    .summary(backups.summary)
    .description(backups.description)
    .argument('<dir>', backups.target)
    .option('--json', backups.asJson)
    .action(async (target: string, { json }: { json?: true }) => {
      const { backup } = await import('../app/backup.js');
      const { loadConfig } = await import('../config.js');
      const made = await backup({ config: loadConfig() }, target);
      process.stdout.write(json ? `${JSON.stringify(asJson(made))}\n` : visiblePage(textOf(made, words)));
    });
}

function asJson({ directory, dataDir, hasKey, ...copy }: Backup) {
  return { backup: directory, data_dir: dataDir, has_key: hasKey, ...copy };
}

function textOf(made: Backup, { backups }: Words): string {
  const { directory, dataDir, batches, open, elsewhere, files, bytes, hasKey, swept } = made;
  const lines = [
    backups.counts({ batches: grouped(batches), files: grouped(files), bytes: grouped(bytes) }),
    hasKey ? backups.withKey : backups.withoutKey,
    ...(open.length === 0 ? [] : [backups.open({ batches: open.join(', ') })]),
    ...elsewhere.map((path) => backups.elsewhere({ path })),
    ...swept.map((path) => backups.swept({ path })),
  ];
  return [backups.made({ dataDir, directory }), ...lines.map((line) => `  ${line}`)].join('\n').concat('\n');
}
