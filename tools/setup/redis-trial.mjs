// Tests whether a Redis server's program really serves: starts it in a directory of its own, asks it, ends it. Node
// built-ins only.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { redisEnvironment } from '../../src/redis/redis-program.mjs';
import { words } from './words.mjs';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 20;

/**
 * @param {import('../../src/redis/redis-program.mjs').RedisProgram} program
 * @returns {Promise<string | undefined>} what is wrong; undefined where it answers
 */
export async function answers(program) {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-'));
  const socketPath = join(directory, 'redis.sock');
  const server = spawn(
    program.path,
    ['--port', '0', '--unixsocket', socketPath, '--dir', directory, '--save', ''],
    {
      env: redisEnvironment(program),
    },
  );
  let said = '';
  const exited = new Promise((resolve) => {
    server.once('exit', resolve);
    server.once('error', resolve);
  });
  server.stdout.on('data', (chunk) => (said += String(chunk)));
  server.stderr.on('data', (chunk) => (said += String(chunk)));
  try {
    const deadline = Date.now() + PATIENCE_MS;
    while (server.pid !== undefined && server.exitCode === null && Date.now() < deadline) {
      if (await pings(socketPath)) return undefined;
      await sleep(LOOK_EVERY_MS);
    }
    return said.trimEnd() === '' ? words.noAnswer : said.trimEnd();
  } finally {
    server.kill('SIGKILL');
    await exited;
    rmSync(directory, { recursive: true });
  }
}

/** @param {string} socketPath */
async function pings(socketPath) {
  const socket = createConnection(socketPath);
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const answer = /** @type {unknown[]} */ (
      await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) })
    );
    return String(answer[0]) === '+PONG\r\n';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
