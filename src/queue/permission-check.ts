// Whether the user of a shared Redis may run what Rollcall and BullMQ run. Asked before anything else, as a worker
// that is refused a command in mid-batch can only try it again, for ever.

import { UserError } from '../domain/user-error.js';
import { forbiddenInWords, isForbidden } from './forbidden.js';
import type { Redis } from './redis.js';

const KEY = '{rollcall-check}';

/** Each as it is written behind its key. What they do is undone at the end; a wrong type of key does no harm. */
const BEHIND_KEY =
  'HSET f 1,HMSET f 1,HGET f,HMGET f,HGETALL,HEXISTS f,HLEN,HINCRBY f 1,HDEL f,LPUSH 1,RPUSH 1,LPOP,RPOP,LLEN,' +
  'LRANGE 0 0,LINDEX 0,LSET 0 1,LREM 0 1,LPOS 1,LTRIM 0 0,SADD 1,SCARD,SISMEMBER 1,SMEMBERS,SREM 1,ZADD 1 1,ZCARD,' +
  'ZCOUNT 0 0,ZSCORE 1,ZRANGE 0 0,ZREVRANGE 0 0,ZRANGEBYSCORE 0 0,ZREVRANGEBYSCORE 0 0,ZRANGEBYLEX - +,' +
  'ZLEXCOUNT - +,ZREM 1,ZREMRANGEBYSCORE 0 0,ZREMRANGEBYRANK 0 0,ZPOPMIN,XADD * f 1,XLEN,XRANGE - +,XDEL 0-1,' +
  'XTRIM MAXLEN 0,SET 1,GET,INCR,INCRBY 1,SETBIT 0 1,GETBIT 0,EXISTS,TYPE,EXPIRE 60,PEXPIRE 60000,' +
  'PEXPIREAT 9000000000000,PTTL,DEL,UNLINK';

/** KEYS key; ARGV commands. Returns the first that is forbidden, and how that is said. */
const CHECK = `
local found = false
for _, line in ipairs(ARGV) do
  local words = {}
  for word in string.gmatch(line, '%S+') do words[#words + 1] = word end
  local reply = redis.pcall(words[1], KEYS[1], unpack(words, 2))
  local said = type(reply) == 'table' and reply.err or ''
  local forbidden = string.find(said, 'NOPERM') or string.find(said, 'ACL failure') or string.find(said, 'user executing')
  if forbidden and not found then found = {words[1], said} end
end
return found or {}
`;

/** @throws UserError that names a command which the user may not run */
export async function checkPermissions(redis: Redis, server: string): Promise<void> {
  await Promise.all([
    asked(server, () => redis.info('server')),
    asked(server, () => redis.client('SETNAME', '')),
    asked(server, () => redis.client('LIST', 'TYPE', 'PUBSUB')),
    asked(server, () => redis.evalsha('0'.repeat(40), 1, KEY)),
    asked(server, () => redis.xread('COUNT', 1, 'STREAMS', KEY, '0')),
    asked(server, () => redis.bzpopmin(KEY, 0.01)),
    asked(server, () => redis.rpoplpush(KEY, KEY)),
    asked(server, () => redis.sunionstore(KEY, KEY)),
    asked(server, () => redis.time()),
    asked(server, async () => {
      const found = await redis.eval(CHECK, 1, KEY, ...BEHIND_KEY.split(','));
      const [command, said] = Array.isArray(found) ? found.map(String) : [];
      if (command !== undefined) throw new Error(`NOPERM '${command.toLowerCase()}' command: ${said}`);
    }),
  ]);
}

/** Other troubles, such as a full memory or a script that isn't known, are not asked about here. */
async function asked(server: string, question: () => Promise<unknown>): Promise<void> {
  try {
    await question();
  } catch (error) {
    if (!(error instanceof Error) || !isForbidden(error.message)) return;
    throw new UserError(forbiddenInWords(error.message, server), { cause: error });
  }
}
