// `rollcall key`: who may use `serve` with a program.

import { Command } from 'commander';
import type { Key } from '../access/keys.js';
import { chinaIso } from '../domain/china-time.js';
import type { Words } from '../words/words.js';
import { duration } from './duration.js';
import { addRoleOptions, labelsInWords, type RoleOptions } from './role-options.js';
import { visiblePage } from './text-columns.js';

interface AddOptions extends RoleOptions {
  readonly expires?: number;
  readonly name?: string;
  readonly json?: true;
}

export function keyCommand(words: Words): Command {
  const { key, json } = words.access;
  const command = new Command('key').summary(key.summary).description(key.description);
  addRoleOptions(command.command('add').summary(key.add.summary), words)
    .option('--expires <time>', key.expires, duration(words))
    .option('--name <text>', key.name)
    .option('--json', json)
    .action(async ({ role, label, expires, name, json: asJson }: AddOptions) => {
      const { addKey } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      const asked = { role, labels: label, expiresMs: expires, name };
      const made = await addKey({ config: loadConfig() }, asked);
      const shown = { id: made.key.id, key: made.secret };
      const said = words.access.keyMade({ key: made.secret });
      process.stdout.write(`${asJson ? JSON.stringify(shown) : said}\n`);
    });
  command
    .command('list')
    .summary(key.list)
    .option('--json', json)
    .action(async ({ json: asJson }: { json?: true }) => {
      const { listKeys } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      printKeys(await listKeys({ config: loadConfig() }), asJson, words);
    });
  command
    .command('revoke')
    .summary(key.revoke)
    .argument('<id>', key.id)
    .action(async (id: string) => {
      const { revokeKey } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      await revokeKey({ config: loadConfig() }, id);
      process.stdout.write(`${words.access.revoked({ id })}\n`);
    });
  return command;
}

function printKeys(keys: readonly Key[], json: true | undefined, words: Words): void {
  const shown = keys.map(({ id, name, role, labels, createdAt, user, until }) => ({
    id,
    name,
    role,
    labels,
    user: user ?? null,
    created_at: chinaIso(createdAt),
    expires_at: until === undefined ? null : chinaIso(until),
  }));
  const lines = keys.map((key) =>
    [key.id, key.role, labelsInWords(key.labels, words), untilOf(key, words), key.name].join('  ').trimEnd(),
  );
  const page = lines.length === 0 ? words.access.noKeys : lines.join('\n');
  process.stdout.write(json ? `${JSON.stringify(shown)}\n` : visiblePage(`${page}\n`));
}

function untilOf({ until }: Key, { access }: Words): string {
  if (until === undefined) return access.untilRevoked;
  const time = chinaIso(until).slice(0, 16).replace('T', ' ');
  return until > Date.now() ? access.untilTime({ time }) : access.ended({ time });
}
