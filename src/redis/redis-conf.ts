// The private Redis's configuration file: durable to the last acknowledged write, and reached through a socket alone.
// Pure.

import { join } from 'node:path';

export interface ServerOptions {
  /** 0: no bound. */
  readonly maxmemoryBytes: number;
}

export function redisConf(directory: string, socketPath: string, options: ServerOptions): string {
  return `# Written by Rollcall at every start.
port 0
unixsocket ${quote(socketPath)}
unixsocketperm 700
dir ${quote(directory)}
pidfile ${quote(join(directory, 'redis.pid'))}
logfile ${quote(join(directory, 'redis.log'))}
save ""
appendonly yes
appendfsync always
aof-load-truncated yes
maxmemory ${options.maxmemoryBytes}
maxmemory-policy noeviction
hash-max-listpack-entries 64
hash-max-listpack-value 256
`;
}

function quote(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
