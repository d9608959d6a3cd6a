// `rollcall webhook` as a user meets it: added, told of what happens, tried, told once more, given another secret, removed.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook as Verifier } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { receiver, type Received } from '../support/webhook-receiver.js';
import { arrive, cleanList, filesUnder, type Ended, type User } from './user.js';

const PATIENCE_MS = 180_000;
const ALLOWED = { ROLLCALL_WEBHOOK_ALLOW: '127.0.0.1' };

interface Added {
  readonly id: string;
  readonly secret: string;
}

function told(user: User, args: readonly string[], input = '', more = {}): Promise<Ended> {
  return user.rollcall(['webhook', ...args], { ...ALLOWED, ...more }, input);
}

async function json<Shape>(user: User, args: readonly string[], input = ''): Promise<Shape> {
  const { stdout, stderr } = await told(user, [...args, '--json'], input);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Shape;
}

/** What an independent verifier makes of a message. */
function verified({ body, headers }: Received, secret: string): Record<string, unknown> {
  return new Verifier(secret).verify(body, headers) as Record<string, unknown>;
}

it(
  'is told of each end of a batch by the run itself, and of a reconciliation, with nothing personal',
  async () => {
    const [user, hook] = [await arrive(), await receiver()];
    const types = ['batch.completed', 'batch.halted', 'batch.cancelled', 'reconciliation.finished'];
    // The address does not have to stand in the history of a shell.
    const all = await json<Added>(user, ['add', '-', '--on', ...types], `${hook.url}?key=sesame\n`);
    expect(all).toEqual({
      id: expect.stringMatching(/^wh_/) as string,
      secret: expect.stringMatching(/^whsec_/) as string,
    });
    await json(user, ['add', `${hook.url}/hr`, '--on', 'batch.halted', '--label', 'hr']);
    const list = user.file('王小明的名单.csv', cleanList(12));
    const run = ['run', list, '--no-ping', '--label', 'sales', '--batch', 'b1'];
    expect(await user.rollcall([...run, '--max-calls', '5'], ALLOWED)).toMatchObject({ status: 3 });
    expect(await user.rollcall([...run, '--max-calls', '100', '--reconcile'], ALLOWED)).toMatchObject({
      status: 0,
    });
    const other = ['run', list, '--no-ping', '--label', 'hr', '--batch', 'b2', '--max-calls', '1'];
    expect(await user.rollcall(other, ALLOWED)).toMatchObject({ status: 3 });
    expect(await user.rollcall(['cancel', 'b2'], ALLOWED)).toMatchObject({ status: 5 });

    const mine = hook.received.filter(({ path }) => path === '/hook?key=sesame');
    const messages = mine.map((received) => verified(received, all.secret));
    const data = (message: unknown) => (message as { data: Record<string, unknown> }).data;
    expect(messages.map(({ type }) => type)).toEqual([
      'batch.halted',
      'batch.completed',
      'reconciliation.finished',
      'batch.halted',
      'batch.cancelled',
    ]);
    expect(data(messages[0])).toMatchObject({
      batch: 'b1',
      label: 'sales',
      state: 'halted',
      calls: 5,
      rows_left: 7,
    });
    expect(data(messages[0])['reason']).toContain('--max-calls');
    expect(data(messages[1])).toMatchObject({
      batch: 'b1',
      state: 'completed',
      rows: 12,
      calls: 12,
      cost: null,
    });
    expect(data(messages[2])).toMatchObject({ verdict: 'balanced', provider: 'youtu' });
    expect(data(messages[4])).toMatchObject({ batch: 'b2', label: 'hr', state: 'cancelled', rows: 12 });
    // Each label's webhook hears of its own alone.
    expect(hook.received.filter(({ path }) => path === '/hook/hr')).toHaveLength(1);
    const sent = hook.received.map(({ body }) => body).join('\n');
    expect(sent).not.toContain('王小明');
    expect(sent).not.toContain(user.directory);
    for (const line of cleanList(12).split('\n').slice(1, 13)) {
      for (const cell of line.split(',').filter((each) => /\d{15,}|\p{Script=Han}/u.test(each)))
        expect(sent).not.toContain(cell);
    }

    const deliveries = await json<{ id: string; state: string }[]>(user, ['deliveries', all.id]);
    expect(deliveries.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'delivered'));
    expect(deliveries.map(({ id }) => id).toReversed()).toEqual(
      mine.map(({ headers }) => headers['webhook-id']),
    );
    const [listed] = await json<object[]>(user, ['list']);
    expect(listed).toMatchObject({
      id: all.id,
      url: `http://127.0.0.1:${hook.port}/…`,
      open: 0,
      failing_since: null,
    });
    expect((await told(user, ['list'])).stdout).not.toContain('sesame');
  },
  PATIENCE_MS,
);

it(
  'that is away gets its messages later, is told of in status, tried, told once more, and removed',
  async () => {
    const [user, hook] = [await arrive(), await receiver(503)];
    const { id, secret } = await json<Added>(user, ['add', hook.url, '--on', 'batch.completed']);
    const list = user.file('list.csv', cleanList(3));
    const ran = await user.rollcall(['run', list, '--no-ping', '--batch', 'b1'], ALLOWED);
    expect(ran.status).toBe(0);
    expect(ran.stderr).toContain('not taken');
    expect(ran.stderr).not.toContain('127.0.0.1:');
    const [waiting] = await json<{ id: string; state: string; next_at: string }[]>(user, ['deliveries', id]);
    expect(waiting).toMatchObject({ state: 'pending', tries: [{ status: 503, result: 'answered' }] });
    expect((await told(user, ['list'])).stdout).toContain('not taking messages since');

    const refused = await told(user, ['test', id]);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain('answered 503');
    expect((await told(user, ['test', id], '', { ROLLCALL_LANG: 'zh' })).stderr).toContain('应答 503');

    hook.answer(200);
    expect((await told(user, ['test', id])).stdout).toContain('took the test: 200');
    const again = await told(user, ['replay', id, waiting?.id ?? '']);
    expect(again.stdout).toContain('was taken');
    const last = hook.received.at(-1);
    expect(last?.headers['webhook-id']).toBe(waiting?.id);
    expect(verified(last as Received, secret)).toMatchObject({
      type: 'batch.completed',
      data: { batch: 'b1' },
    });
    expect((await told(user, ['replay', id, 'msg_no'])).stderr).toContain('no message');

    // A message that has waited for hours is told of where people look.
    const open = filesUnder(join(user.data, 'webhooks', 'log')).find((path) => path.endsWith('.json')) ?? '';
    const aged = JSON.parse(readFileSync(open, 'utf8')) as { id: string };
    writeFileSync(open, JSON.stringify({ ...aged, state: 'pending', at: 0, replayedAt: undefined }));
    mkdirSync(join(user.data, 'webhooks', 'open'), { recursive: true });
    writeFileSync(join(user.data, 'webhooks', 'open', aged.id), '');
    expect((await user.rollcall(['status'], ALLOWED)).stderr).toContain(id);

    const rotated = await json<Added>(user, ['rotate', id]);
    expect((await told(user, ['test', id])).status).toBe(0);
    for (const each of [secret, rotated.secret])
      expect(verified(hook.received.at(-1) as Received, each)).toMatchObject({ type: 'webhook.test' });

    hook.answer(410);
    expect((await told(user, ['test', id])).status).toBe(1);
    expect((await told(user, ['list'])).stdout).toContain('disabled');
    expect((await told(user, ['enable', id])).status).toBe(0);
    expect((await told(user, ['remove', id])).status).toBe(0);
    expect(filesUnder(join(user.data, 'webhooks')).filter((path) => !path.includes('/open/'))).toEqual([]);
    expect((await told(user, ['remove', id])).stderr).toContain('no webhook');
  },
  PATIENCE_MS,
);

it(
  'can’t be added where it leads inside, or can’t be told that, and makes nothing then',
  async () => {
    const user = await arrive();
    const on = ['--on', 'batch.completed'];
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [['http://hooks.example/', ...on], 'https://'],
      [['https://user:password@hooks.example/', ...on], 'user or password'],
      [['https://10.0.0.1/', ...on], 'inside of a network'],
      [['https://169.254.169.254/', ...on], 'no receiver can be'],
      [['https://[::1]/', ...on], 'inside of a network'],
      [['https://localhost/', ...on], 'inside of a network'],
      [['ftp://hooks.example/', ...on], 'https://HOST/PATH'],
      [['https://8.8.8.8/', '--on', 'batch.paused'], 'batch.completed'],
      [['https://8.8.8.8/', '--on', 'reconciliation.finished', '--label', 'a'], 'all labels'],
      [['https://8.8.8.8/', ...on, '--keyword', 'a'], '--keyword'],
    ];
    const ended = await Promise.all(
      refusals.map(([args]) => user.rollcall(['webhook', 'add', ...args], { ROLLCALL_LANG: 'en' })),
    );
    for (const [index, { status, stderr }] of ended.entries()) {
      expect(status).toBe(1);
      expect(stderr).toContain(refusals[index]?.[1]);
    }
    expect(filesUnder(user.directory)).toEqual([]);
    const wrong = await user.rollcall(['webhook', 'list'], { ROLLCALL_WEBHOOK_ALLOW: 'http://a' });
    expect(wrong.stderr).toContain('ROLLCALL_WEBHOOK_ALLOW must be hosts');
  },
  PATIENCE_MS,
);

it(
  'of a chat gets a text in its user’s language, signed with the secret of the robot’s page',
  async () => {
    const user = await arrive();
    const hook = await receiver((_request, response) => response.end('{"code":0,"msg":"success"}'));
    const secret = user.file('robot-secret', 'sesame\n');
    const args = ['add', hook.url, '--on', 'batch.completed', '--shape', 'feishu', '--secret-file', secret];
    const { stdout } = await told(user, [...args, '--keyword', '核验'], '', { ROLLCALL_LANG: 'zh' });
    const [, id = ''] = /(wh_\w+)/.exec(stdout) ?? [];
    expect(stdout).not.toContain('sesame');
    expect((await told(user, ['test', id])).status).toBe(0);
    const body = JSON.parse(hook.received[0]?.body ?? '') as { content: { text: string }; sign: string };
    expect(body.content.text).toMatch(/^核验\nRollcall：这是一条测试消息/);
    expect(body.sign).toMatch(/^[\w+/]+=$/);
  },
  PATIENCE_MS,
);
