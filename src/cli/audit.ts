// `rollcall audit`: the record of who did what, verified and read.

import { Command } from 'commander';
import type { VerifiedAudit } from '../audit/read-audit.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import type { Words } from '../words/words.js';
import { wholeNumber } from './list-options.js';
import { say } from './say.js';
import { visible } from './text-columns.js';

const SHOWN = 20;

export function auditCommand(words: Words): Command {
  const { audit } = words;
  const command = new Command('audit').summary(audit.summary).description(audit.description);
  command
    .command('verify')
    .summary(audit.verify.summary)
    .description(audit.verify.description)
    .option('--has <hash>', audit.verify.has)
    .option('--json', audit.verify.json)
    .action(async ({ has, json }: { has?: string; json?: true }) => {
      const { verifyRecord } = await import('../app/audit.js');
      const { loadConfig } = await import('../config.js');
      process.exitCode = show(await verifyRecord({ config: loadConfig() }, has), has, json, words);
    });
  command
    .command('list')
    .summary(audit.list.summary)
    .option('--last <n>', audit.list.last, wholeNumber(words), SHOWN)
    .option('--json', audit.list.json)
    .action(async ({ last, json }: { last: number; json?: true }) => {
      const { auditPage } = await import('../app/audit.js');
      const { loadConfig } = await import('../config.js');
      const { lines } = await auditPage(loadConfig().dataDir, { limit: last });
      for (const line of lines) {
        const { at, who, name, act, batch = line.about ?? '', from } = line;
        const text = [at, name ?? who, act, batch, from].filter((part) => part !== '').join('  ');
        process.stdout.write(`${json ? JSON.stringify(line) : visible(text)}\n`);
      }
    });
  return command;
}

function show(
  { lines, hash, at, tornBytes, found }: VerifiedAudit,
  has: string | undefined,
  json: true | undefined,
  { audit }: Words,
): ExitStatus {
  const isThere = has === undefined || found !== undefined;
  const shown = { lines, hash: hash ?? null, at: at ?? null, torn_bytes: tornBytes, has: isThere };
  const said = hash === undefined ? audit.empty : audit.whole({ lines, at: at ?? '', hash });
  process.stdout.write(`${json ? JSON.stringify(shown) : said}\n`);
  if (tornBytes > 0) say(audit.torn({ bytes: tornBytes }));
  if (!isThere) say(audit.hasNot({ hash: has ?? '' }));
  return isThere ? EXIT.done : EXIT.usage;
}
