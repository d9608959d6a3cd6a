// `rollcall index`: what the index of people has, and making it anew.

import { Command } from 'commander';
import type { IndexStatus } from '../app/index-people.js';
import type { Words } from '../words/words.js';
import { say } from './say.js';
import { visiblePage } from './text-columns.js';

interface Flags {
  readonly json?: true;
}

export function indexCommand(words: Words): Command {
  const { people } = words;
  return new Command('index')
    .summary(people.summary)
    .description(people.description)
    .addCommand(statusCommand(words))
    .addCommand(rebuildCommand(words));
}

function statusCommand(words: Words): Command {
  const { people, help } = words;
  return new Command('status')
    .summary(people.status.summary)
    .option('--json', help.asJson)
    .action(async ({ json }: Flags) => {
      const { indexStatus } = await import('../app/index-people.js');
      const { loadConfig } = await import('../config.js');
      print(await indexStatus({ config: loadConfig() }), json, words);
    });
}

function rebuildCommand(words: Words): Command {
  const { people, help } = words;
  return new Command('rebuild')
    .summary(people.rebuilding.summary)
    .description(people.rebuilding.description)
    .option('--json', help.asJson)
    .action(async ({ json }: Flags) => {
      const { rebuildIndex } = await import('../app/index-people.js');
      const { loadConfig } = await import('../config.js');
      const onBatch = (batch: string, left: number): void => {
        say(people.indexing({ batch, left }));
      };
      const rebuilt = await rebuildIndex({ config: loadConfig() }, onBatch);
      for (const unreadable of rebuilt.unreadable) say(people.notIndexed(unreadable));
      print(rebuilt, json, words);
    });
}

function print(status: IndexStatus, json: true | undefined, { people }: Words): void {
  const { batches, rows, missing } = status;
  const lines = [people.has({ batches, rows })];
  if (missing.length > 0) lines.push(people.lacks({ count: missing.length, batches: missing.join(', ') }));
  process.stdout.write(
    json ? `${JSON.stringify({ batches, rows, missing })}\n` : visiblePage(`${lines.join('\n')}\n`),
  );
}
