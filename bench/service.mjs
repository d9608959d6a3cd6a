// The services that are called: nginx with fixed answers where it is installed with its `echo` module, which waits without
// work; else a plain Node server. Three base URLs: `fast` answers at once, `late` after 50 ms, `slow` likewise, but 2 % of
// its answers take a second.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const LATENCY_MS = 50;
export const SLOW_MS = 1000;
export const SLOW_SHARE = 0.02;
export const ANSWER = JSON.stringify({
  code: 0,
  message: 'success',
  data: { session_id: '5f1c9f3e-6f0a-4d6c-9a35-3c1b7f7d2e10' },
});

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'].find(existsSync);
const ECHO = ['/usr/lib/nginx/modules/ngx_http_echo_module.so'].find(existsSync);
const NODE_SERVICE = fileURLToPath(new URL('node-service.mjs', import.meta.url));

/**
 * @typedef {object} Service
 * @property {string} name for the table
 * @property {string} url without a path: `/fast`, `/late` and `/slow` are base paths
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Service>} */
export async function startService() {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-bench-service-'));
  const [name, program, ...args] =
    NGINX !== undefined && ECHO !== undefined
      ? [nginxName(NGINX), NGINX, '-p', directory, '-c', nginxConf(directory, port, ECHO)]
      : ['a plain Node server', process.execPath, NODE_SERVICE, String(port)];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(`${url}/fast/`, () => child.exitCode !== null);
  return {
    name,
    url,
    stop: async () => {
      process.off('exit', kill);
      const exited = once(child, 'exit');
      kill();
      await exited;
      rmSync(directory, { recursive: true });
    },
  };
}

/** @param {string} program */
function nginxName(program) {
  // It tells its version on standard error.
  const said = execFileSync('/bin/sh', ['-c', '"$0" -v 2>&1', program], { encoding: 'utf8' });
  return `nginx ${/nginx\/(\S+)/.exec(said)?.[1] ?? ''}`.trim();
}

/**
 * @param {string} directory
 * @param {number} port
 * @param {string} echo
 */
function nginxConf(directory, port, echo) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const path = join(directory, 'nginx.conf');
  writeFileSync(
    path,
    `load_module ${echo};
daemon off;
master_process off;
pid ${directory}/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_timeout 1h;
  keepalive_requests 1000000000;
  default_type application/json;
  ${temporary.map((kind) => `${kind}_temp_path ${directory}/${kind};`).join(' ')}
  split_clients $request_id $wait { ${SLOW_SHARE * 100}% ${SLOW_MS / 1000}; * ${LATENCY_MS / 1000}; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location /fast/ { return 200 '${ANSWER}'; }
    location /late/ { echo_sleep ${LATENCY_MS / 1000}; echo -n '${ANSWER}'; }
    location /slow/ { echo_sleep $wait; echo -n '${ANSWER}'; }
  }
}
`,
  );
  return path;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/**
 * @param {string} url
 * @param {() => boolean} hasEnded
 */
async function untilAnswering(url, hasEnded) {
  for (;;) {
    if (hasEnded()) throw new Error('the service to be called did not start');
    try {
      await (await fetch(url, { method: 'POST', body: '{}' })).text();
      return;
    } catch {
      await sleep(20);
    }
  }
}
