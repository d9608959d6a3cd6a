// Whether Redis servers are fit for the queue: new enough, no key thrown away, every write kept. Knows what a server's
// INFO says, and of its CONFIG one setting, as CONFIG is forbidden on many shared servers.

import { UserError } from '../domain/user-error.js';
import { wordsIn } from '../words/catalogue.js';

const { redis: TEXTS } = wordsIn('en');

/** What of a connection is used; ioredis's `Redis` is one. */
export interface ServerSource {
  info(): Promise<string>;
  config(verb: 'GET', setting: string): Promise<unknown>;
}

export type ServerKind = 'single' | 'sentinel' | 'cluster';

/**
 * @param servers those that take writes
 * @param kind what REDIS_URL says they are
 * @returns warnings in English, each a sentence; none for servers that are all right
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
    throw new UserError('unsuitable-redis', ({ redis }) => redis.evicts({ policy }));
  }
  const warnings = await durabilityWarnings(server, info);
  if (policy === undefined) {
    warnings.unshift(TEXTS.policyUnknown);
  }
  return warnings;
}

async function durabilityWarnings(
  server: ServerSource,
  info: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (info.get('aof_enabled') !== '1') return [TEXTS.appendOnlyOff];
  const sync = await settingOf(server, 'appendfsync');
  if (sync === 'always') return [];
  return [sync === undefined ? TEXTS.syncUnknown : TEXTS.syncsSeldom({ sync })];
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
  if (mode === 'cluster' && kind !== 'cluster')
    throw new UserError('unsuitable-redis', ({ redis }) => redis.isClusterNode);
  if (mode === 'sentinel') throw new UserError('unsuitable-redis', ({ redis }) => redis.isSentinel);
  if (info.get('role') === 'slave') throw new UserError('unsuitable-redis', ({ redis }) => redis.isReplica);
}

function refuseOld(info: ReadonlyMap<string, string>): void {
  if (info.has('valkey_version')) return;
  const version = info.get('redis_version') ?? '';
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  if (major > 6 || (major === 6 && minor >= 2)) return;
  throw new UserError('unsuitable-redis', ({ redis }) =>
    version === '' ? redis.versionUnknown : redis.tooOld({ version }),
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
