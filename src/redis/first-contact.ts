// The first answer of a Redis, or in one line why there is none. Knows what servers and TLS say, and what to do about it.

import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisAddress } from '../domain/redis-address.js';
import { redisPlace } from '../domain/redis-address.js';
import { UserError } from '../domain/user-error.js';
import { within } from '../within.js';
import type { Say, Words } from '../words/words.js';
import { forbiddenInWords, isForbidden } from './forbidden.js';
import type { Redis } from './connection.js';
import { refusalOf, type LastingRefusal, type RefusalKind } from './refusal.js';

const FIRST_CONNECT_MS = 10_000;
/** Where connections of the different kinds say what is wrong. */
const EVENTS = ['error', 'sentinelError', 'node error'];

/** Refusals that pass by themselves, and say nothing against REDIS_URL. */
const PASSES: ReadonlySet<RefusalKind> = new Set(['busy', 'cluster', 'connections']);

/**
 * @param waitMs how long a server that is away, or not ready yet, is waited for
 * @throws UserError where there is no answer in time, or waiting is of no use
 */
export async function untilConnected(
  redis: Redis,
  address: RedisAddress | undefined,
  waitMs = FIRST_CONNECT_MS,
): Promise<void> {
  const server = serverInWords(address);
  let last = '';
  let onTrouble: (error: Error) => void = () => undefined;
  const hopeless = new Promise<never>((_, reject) => {
    onTrouble = (error) => {
      last = innermost(error).message;
      if (waitMs > FIRST_CONNECT_MS && passes(last)) return;
      const why = explained(last, server, address);
      if (why !== undefined) reject(new UserError('unreachable-redis', why, { cause: error }));
    };
  });
  for (const event of EVENTS) redis.on(event, onTrouble);
  try {
    const answer = await within(waitMs, Promise.race([answered(redis, waitMs), hopeless]));
    if (answer !== undefined) return;
    const said = last;
    throw new UserError('unreachable-redis', (words) =>
      said === ''
        ? words.redis.noAnswer({ server: server(words) })
        : words.redis.noAnswerSaid({ server: server(words), said }),
    );
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message } = innermost(error as Error);
    const why = explained(message, server, address);
    throw new UserError(
      'unreachable-redis',
      why ?? ((words) => words.redis.refusesContact({ server: server(words), said: message })),
      { cause: error },
    );
  } finally {
    for (const event of EVENTS) redis.off(event, onTrouble);
  }
}

const AGAIN_MS = 500;

/** A server that is waited for may first refuse, as while it loads its data. */
async function answered(redis: Redis, waitMs: number): Promise<string> {
  for (;;) {
    try {
      return await redis.ping();
    } catch (error) {
      const { message } = innermost(error as Error);
      if (waitMs <= FIRST_CONNECT_MS || !passes(message)) throw error;
      await sleep(AGAIN_MS);
    }
  }
}

function passes(message: string): boolean {
  const refusal = refusalOf(new Error(message));
  return refusal !== undefined && PASSES.has(refusal);
}

export function serverInWords(address: RedisAddress | undefined): Say {
  return ({ redis }) => (address === undefined ? redis.own : redis.shared({ place: redisPlace(address) }));
}

/** The error of a cluster only says that all nodes failed; the last node's error is inside of it. */
function innermost(error: Error): Error {
  return 'lastNodeError' in error && error.lastNodeError instanceof Error ? error.lastNodeError : error;
}

/** Explains what a person has to mend; undefined where the trouble may pass by itself. */
function explained(said: string, server: Say, address: RedisAddress | undefined): Say | undefined {
  const told = (text: (redis: Words['redis'], about: { server: string; said: string }) => string): Say => {
    return (words) => text(words.redis, { server: server(words), said });
  };
  if (/altname|does not match certificate/i.test(said)) return told((redis, about) => redis.otherName(about));
  if (/certificate|self-signed/i.test(said)) return told((redis, about) => redis.untrusted(about));
  if (/wrong version number|packet length too long|SSL routines/i.test(said))
    return told((redis, about) => redis.noTls(about));
  if (/\b(WRONGPASS|NOAUTH)\b/.test(said)) return told((redis, about) => redis.login(about));
  const refusal = refusalOf(new Error(said));
  if (refusal !== undefined && PASSES.has(refusal)) {
    return (words) => {
      const what = words.redisTroubles.refusals[refusal as LastingRefusal];
      return words.redis.refusesForNow({ server: server(words), what });
    };
  }
  if (isForbidden(said)) return forbiddenInWords(said, server);
  if (address?.kind === 'cluster' && /cluster support disabled/.test(said))
    return told((redis, about) => redis.noCluster(about));
  if (address?.kind === 'sentinel' && /invalid reply: null/.test(said)) {
    const master = address.master ?? '';
    return (words) => words.redis.unknownMaster({ server: server(words), master });
  }
  return undefined;
}
