// Whether a Redis server is fit for the queue: old enough features, and no key thrown away. Knows the server's INFO
// alone, as CONFIG is forbidden on many shared servers.

import { UserError } from '../domain/user-error.js';

/** What of a connection is used; ioredis's `Redis` is one. */
export interface InfoSource {
  info(): Promise<string>;
}

/**
 * @returns warnings, each a sentence; none for a server that is all right
 * @throws UserError for a server that must not be used
 */
export async function checkServer(redis: InfoSource): Promise<string[]> {
  const info = parseInfo(await redis.info());
  refuseOld(info);
  if (info.get('redis_mode') === 'cluster') {
    throw new UserError('REDIS_URL names a Redis Cluster, which is not supported. Name a single server.');
  }
  const policy = info.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new UserError(
      `The Redis server throws keys away when its memory is full (maxmemory-policy ${policy}), so that calls ` +
        `could be lost from the record. Set maxmemory-policy to noeviction.`,
    );
  }
  const warnings: string[] = [];
  if (policy === undefined) {
    warnings.push("The Redis server doesn't tell its maxmemory-policy. Make sure that it is noeviction.");
  }
  if (info.get('aof_enabled') !== '1') {
    warnings.push(
      "The Redis server's append-only file is off: when it crashes, calls can be lost from the record. " +
        'Set appendonly to yes.',
    );
  }
  return warnings;
}

function refuseOld(info: ReadonlyMap<string, string>): void {
  if (info.has('valkey_version')) return;
  const version = info.get('redis_version') ?? '';
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  if (major > 6 || (major === 6 && minor >= 2)) return;
  throw new UserError(
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
