// `rollcall user`: who may use `serve` with a browser.

import { Command } from 'commander';
import type { Linked } from '../app/access.js';
import type { User } from '../access/user-records.js';
import { chinaIso } from '../domain/china-time.js';
import type { Words } from '../words/words.js';
import { addRoleOptions, labelsInWords, type RoleOptions } from './role-options.js';
import { visiblePage } from './text-columns.js';

interface Json {
  readonly json?: true;
}

export function userCommand(words: Words): Command {
  const { user, json } = words.access;
  const command = new Command('user').summary(user.summary).description(user.description);
  addRoleOptions(command.command('add').summary(user.add.summary).argument('<name>', user.name), words)
    .option('--json', json)
    .action(async (name: string, { role, label, json: asJson }: RoleOptions & Json) => {
      const { addUser } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      const labels = label ?? [];
      printLink(await addUser({ config: loadConfig() }, { name, role, labels }), asJson, words);
    });
  command
    .command('link')
    .summary(user.link.summary)
    .description(user.link.description)
    .argument('<name>', user.name)
    .option('--json', json)
    .action(async (name: string, { json: asJson }: Json) => {
      const { linkUser } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      printLink(await linkUser({ config: loadConfig() }, name), asJson, words);
    });
  command
    .command('list')
    .summary(user.list)
    .option('--json', json)
    .action(async ({ json: asJson }: Json) => {
      const { listUsers } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      printUsers(await listUsers({ config: loadConfig() }), asJson, words);
    });
  command
    .command('remove')
    .summary(user.remove.summary)
    .description(user.remove.description)
    .argument('<name>', user.name)
    .action(async (name: string) => {
      const { removeUser } = await import('../app/access.js');
      const { loadConfig } = await import('../config.js');
      const removed = await removeUser({ config: loadConfig() }, name);
      process.stdout.write(`${words.access.removed({ name: removed.name })}\n`);
    });
  return command;
}

function printLink(
  { user: { id, name, link }, url }: Linked,
  json: true | undefined,
  { access }: Words,
): void {
  const { until = 0 } = link ?? {};
  const hours = Math.round((until - Date.now()) / 3_600_000);
  const text = json
    ? JSON.stringify({ id, name, link: url, expires_at: chinaIso(until) })
    : access.added({ name, url, hours });
  process.stdout.write(`${text}\n`);
}

function printUsers(users: readonly User[], json: true | undefined, words: Words): void {
  const { access } = words;
  const shown = users.map(({ id, name, role, labels, createdAt }) => ({
    id,
    name,
    role,
    labels,
    created_at: chinaIso(createdAt),
  }));
  const lines = users.map((user) =>
    [user.name, user.role, labelsInWords(user.labels, words), standingOf(user, words)].join('  '),
  );
  const page = lines.length === 0 ? access.noUsers : lines.join('\n');
  process.stdout.write(json ? `${JSON.stringify(shown)}\n` : visiblePage(`${page}\n`));
}

function standingOf({ password, oidc, link }: User, { access }: Words): string {
  if (password !== undefined) return access.hasPassword;
  if (oidc !== undefined) return access.fromProvider;
  return link !== undefined && link.until > Date.now() ? access.hasLink : access.hasNothing;
}
