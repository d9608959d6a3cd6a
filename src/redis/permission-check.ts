// Whether the user of a shared Redis may run what Rollcall and BullMQ run. Asked before anything else, as a worker
// that is refused a command in mid-batch can only try it again, for ever.

import { UserError } from '../domain/user-error.js';
import type { Say } from '../words/words.js';
import { forbiddenInWords, isForbidden } from './forbidden.js';
import type { Redis } from './connection.js';
import { runByText } from './script.js';
import { FORBIDDEN_COMMANDS } from './scripts.js';

/** The key of these questions, which nothing else uses. */
export const CHECK_KEY = '{rollcall-check}';

/**
 * Each command with its arguments after the key. The last ones remove what the others have written; an error about the
 * key's type does no harm.
 */
const BEHIND_KEY =
  'HSET f 1,HMSET f 1,HGET f,HMGET f,HGETALL,HVALS,HEXISTS f,HLEN,HINCRBY f 1,HDEL f,LPUSH 1,RPUSH 1,LPOP,RPOP,LLEN,' +
  'LRANGE 0 0,LINDEX 0,LSET 0 1,LREM 0 1,LPOS 1,LTRIM 0 0,SADD 1,SCARD,SISMEMBER 1,SMEMBERS,SREM 1,ZADD 1 1,ZCARD,' +
  'ZCOUNT 0 0,ZSCORE 1,ZRANGE 0 0,ZREVRANGE 0 0,ZRANGEBYSCORE 0 0,ZREVRANGEBYSCORE 0 0,ZRANGEBYLEX - +,' +
  'ZLEXCOUNT - +,ZREM 1,ZREMRANGEBYSCORE 0 0,ZREMRANGEBYRANK 0 0,ZPOPMIN,XADD * f 1,XLEN,XRANGE - +,XDEL 0-1,' +
  'XTRIM MAXLEN 0,SET 1,GET,INCR,INCRBY 1,SETBIT 0 1,GETBIT 0,EXISTS,TYPE,EXPIRE 60,PEXPIRE 60000,' +
  'PEXPIREAT 9000000000000,PTTL,DEL,UNLINK';

/** Commands that can't be asked about within the script. */
const ALONE: Readonly<Record<string, (redis: Redis) => Promise<unknown>>> = {
  INFO: (redis) => redis.info('server'),
  'CLIENT|SETNAME': (redis) => redis.client('SETNAME', ''),
  'CLIENT|LIST': (redis) => redis.client('LIST', 'TYPE', 'PUBSUB'),
  EVALSHA: (redis) => redis.evalsha('0'.repeat(40), 1, CHECK_KEY),
  XREAD: (redis) => redis.xread('COUNT', 1, 'STREAMS', CHECK_KEY, '0'),
  BZPOPMIN: (redis) => redis.bzpopmin(CHECK_KEY, 0.01),
  RPOPLPUSH: (redis) => redis.rpoplpush(CHECK_KEY, CHECK_KEY),
  SUNIONSTORE: (redis) => redis.sunionstore(CHECK_KEY, CHECK_KEY),
  TIME: (redis) => redis.time(),
  EVAL: async (redis) => {
    const commands = BEHIND_KEY.split(',');
    const found = await runByText(redis, FORBIDDEN_COMMANDS, { check: CHECK_KEY }, { commands });
    const [command, said] = Array.isArray(found) ? found.map(String) : [];
    if (command !== undefined) throw new Error(`NOPERM '${command.toLowerCase()}' command: ${said}`);
  },
};

/** What is asked about, for tests that hold it to what is used. @internal */
export const CHECKED_COMMANDS: readonly string[] = [
  ...Object.keys(ALONE),
  ...BEHIND_KEY.split(',').map((line) => line.split(' ')[0] ?? ''),
];

/** @throws UserError that names a command which the user may not run */
export async function checkPermissions(redis: Redis, server: Say): Promise<void> {
  await Promise.all(Object.values(ALONE).map((ask) => asked(server, () => ask(redis))));
}

/** Other troubles, such as a full memory or a script that isn't known, are not asked about here. */
async function asked(server: Say, question: () => Promise<unknown>): Promise<void> {
  try {
    await question();
  } catch (error) {
    if (!(error instanceof Error) || !isForbidden(error.message)) return;
    throw new UserError('forbidden-by-redis', forbiddenInWords(error.message, server), { cause: error });
  }
}
