// `rollcall approval`: from how many calls on batches of the data directory need an approval.

import { Command, InvalidArgumentError } from 'commander';
import type { ApprovalLimit } from '../batch/approval-limit.js';
import { chinaIso } from '../domain/china-time.js';
import type { Words } from '../words/words.js';

export function approvalCommand(words: Words): Command {
  const { approval } = words;
  const command = new Command('approval').summary(approval.summary).description(approval.description);
  command
    .command('set')
    .summary(approval.set.summary)
    .description(approval.description)
    .argument('<calls>', approval.set.calls, callsOrOff(words))
    .option('--json', approval.set.json)
    .action(async (calls: number | null, { json }: { json?: true }) => {
      const { setApproval } = await import('../app/approval.js');
      const { loadConfig } = await import('../config.js');
      show(await setApproval({ config: loadConfig() }, calls), json, words);
    });
  command
    .command('show')
    .summary(approval.show.summary)
    .option('--json', approval.show.json)
    .action(async ({ json }: { json?: true }) => {
      const { approvalNow } = await import('../app/approval.js');
      const { loadConfig } = await import('../config.js');
      show(await approvalNow({ config: loadConfig() }), json, words);
    });
  return command;
}

function callsOrOff({ approval }: Words): (text: string) => number | null {
  return (text) => {
    if (text === 'off') return null;
    if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError(approval.callsOrOff);
    return Number(text);
  };
}

function show(limit: ApprovalLimit | undefined, json: true | undefined, { approval }: Words): void {
  const calls = limit?.calls ?? null;
  const set = { calls, by: limit?.by ?? null, at: limit === undefined ? null : chinaIso(limit.at) };
  const said = calls === null ? approval.isOff : approval.isSet({ calls });
  process.stdout.write(`${json ? JSON.stringify(set) : said}\n`);
}
