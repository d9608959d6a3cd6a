// Whether Redis servers are fit for the queue: new enough, no key thrown away, every write kept. Knows what a server's
// INFO says, and of its CONFIG one setting, as CONFIG is forbidden on many shared servers.

import { UserError } from '../domain/user-error.js';

/** What of a connection is used; ioredis's `Redis` is one. */
export interface ServerSource {
  info(): Promise<string>;
  config(verb: 'GET', setting: string): Promise<unknown>;
}

export type ServerKind = 'single' | 'sentinel' | 'cluster';

/**
 * @param servers those that take writes
 * @param kind what REDIS_URL says they are
 * @returns warnings, each a sentence; none for servers that are all right
 * @throws UserError for servers that must not be used
 */
export async function checkServers(servers: readonly ServerSource[], kind: ServerKind): Promise<string[]> {
  const warnings = await Promise.all(servers.map((server) => checkServer(server, kind)));
  return [...new Set(warnings.flat())];
}

async function checkServer(server: ServerSource, kind: ServerKind): Promise<string[]> {
  const info = parseInfo(await server.info());
  refuseOther(info, kind);
  refuseOld(info);
  const policy = info.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new UserError(
      'unsuitable-redis',
      `The Redis server throws keys away when its memory is full (maxmemory-policy ${policy}), so that calls ` +
        `could be lost from the record. Set maxmemory-policy to noeviction.`,
    );
  }
  const warnings = await durabilityWarnings(server, info);
  if (policy === undefined) {
    warnings.unshift("The Redis server doesn't tell its maxmemory-policy. Make sure that it is noeviction.");
  }
  return warnings;
}

async function durabilityWarnings(
  server: ServerSource,
  info: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (info.get('aof_enabled') !== '1') {
    return [
      "The Redis server's append-only file is off: when it crashes, calls can be lost from the record. " +
        'Set appendonly to yes.',
    ];
  }
  const sync = await settingOf(server, 'appendfsync');
  if (sync === 'always') return [];
  if (sync === undefined) {
    return [
      'Whether the Redis server syncs every write (appendfsync always) could not be checked, as it forbids CONFIG.',
    ];
  }
  return [
    `The Redis server doesn't sync every write (appendfsync ${sync}): when its machine loses power, the last calls can ` +
      'be lost from the record. Set appendfsync to always.',
  ];
}

/** Undefined where the server doesn't say: CONFIG is forbidden, or has another name. */
async function settingOf(server: ServerSource, setting: string): Promise<string | undefined> {
  try {
    const reply = await server.config('GET', setting);
    const value: unknown = Array.isArray(reply) ? reply[1] : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A server that is something else than REDIS_URL says would fail in mid-batch. */
function refuseOther(info: ReadonlyMap<string, string>, kind: ServerKind): void {
  const mode = info.get('redis_mode');
  if (mode === 'cluster' && kind !== 'cluster') {
    throw new UserError(
      'unsuitable-redis',
      'REDIS_URL names a node of a Redis Cluster. Write redis+cluster://HOST:PORT.',
    );
  }
  if (mode === 'sentinel') {
    throw new UserError(
      'unsuitable-redis',
      'REDIS_URL names a Sentinel. Write redis+sentinel://HOST:PORT/MASTER.',
    );
  }
  if (info.get('role') === 'slave') {
    throw new UserError(
      'unsuitable-redis',
      'REDIS_URL names a replica, which takes no writes. Name its master, or Sentinels: redis+sentinel://HOST:PORT/MASTER.',
    );
  }
}

function refuseOld(info: ReadonlyMap<string, string>): void {
  if (info.has('valkey_version')) return;
  const version = info.get('redis_version') ?? '';
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  if (major > 6 || (major === 6 && minor >= 2)) return;
  throw new UserError(
    'unsuitable-redis',
    `The Redis server is version ${version === '' ? 'unknown' : version}. Rollcall needs Redis 6.2 or newer, or Valkey.`,
  );
}

function parseInfo(text: string): Map<string, string> {
  const info = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) info.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return info;
}
