// The first answer of a Redis, or in one line why there is none. Knows what servers and TLS say, and what to do about it.

import type { RedisAddress } from '../domain/redis-address.js';
import { redisPlace } from '../domain/redis-address.js';
import { UserError } from '../domain/user-error.js';
import { within } from '../within.js';
import { forbiddenInWords, isForbidden } from './forbidden.js';
import type { Redis } from './connection.js';
import { refusalInWords, refusalOf, type LastingRefusal, type RefusalKind } from './refusal.js';

const FIRST_CONNECT_MS = 10_000;
/** Where connections of the different kinds say what is wrong. */
const EVENTS = ['error', 'sentinelError', 'node error'];

/** Refusals that pass by themselves, and say nothing against REDIS_URL. */
const PASSES: ReadonlySet<RefusalKind> = new Set(['busy', 'cluster', 'connections']);

/** @throws UserError where there is no answer within ten seconds, or waiting is of no use */
export async function untilConnected(redis: Redis, address: RedisAddress | undefined): Promise<void> {
  const server = serverInWords(address);
  let last = '';
  let onTrouble: (error: Error) => void = () => undefined;
  const hopeless = new Promise<never>((_, reject) => {
    onTrouble = (error) => {
      last = innermost(error).message;
      const why = explained(last, server, address);
      if (why !== undefined) reject(new UserError('unreachable-redis', why, { cause: error }));
    };
  });
  for (const event of EVENTS) redis.on(event, onTrouble);
  try {
    const answer = await within(FIRST_CONNECT_MS, Promise.race([redis.ping(), hopeless]));
    if (answer !== undefined) return;
    const said = last === '' ? '' : ` (${last})`;
    throw new UserError(
      'unreachable-redis',
      `${server} does not answer${said}. Check that it runs and that REDIS_URL is right.`,
    );
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message } = innermost(error as Error);
    throw new UserError(
      'unreachable-redis',
      explained(message, server, address) ?? `${server} refuses: ${message}. Check REDIS_URL.`,
      { cause: error },
    );
  } finally {
    for (const event of EVENTS) redis.off(event, onTrouble);
  }
}

export function serverInWords(address: RedisAddress | undefined): string {
  return address === undefined ? 'the private Redis' : `Redis at ${redisPlace(address)}`;
}

/** The error of a cluster only says that all nodes failed; the last node's error is inside of it. */
function innermost(error: Error): Error {
  return 'lastNodeError' in error && error.lastNodeError instanceof Error ? error.lastNodeError : error;
}

/** Explains what a person has to mend; undefined where the trouble may pass by itself. */
function explained(message: string, server: string, address: RedisAddress | undefined): string | undefined {
  if (/altname|does not match certificate/i.test(message)) {
    return `${server} has a certificate for another name: ${message}. Name the server in REDIS_URL as its certificate does.`;
  }
  if (/certificate|self-signed/i.test(message)) {
    return (
      `${server} has a certificate that is not trusted: ${message}. If it is of an authority of your own, ` +
      `name that authority's certificate in NODE_EXTRA_CA_CERTS.`
    );
  }
  if (/wrong version number|packet length too long|SSL routines/i.test(message)) {
    return `${server} speaks no TLS there: ${message}. Name its TLS port in REDIS_URL, or use redis instead of rediss.`;
  }
  if (/\b(WRONGPASS|NOAUTH)\b/.test(message)) {
    return `${server} refuses user or password: ${message}. Check REDIS_URL and REDIS_PASSWORD.`;
  }
  const refusal = refusalOf(new Error(message));
  if (refusal !== undefined && PASSES.has(refusal)) {
    return `${server} ${refusalInWords(refusal as LastingRefusal)}. Try again when that is over.`;
  }
  if (isForbidden(message)) return forbiddenInWords(message, server);
  if (address?.kind === 'cluster' && /cluster support disabled/.test(message)) {
    return `${server} is no cluster. Use redis:// instead of redis+cluster:// in REDIS_URL.`;
  }
  if (address?.kind === 'sentinel' && /invalid reply: null/.test(message)) {
    return `No Sentinel of ${server} knows a master "${address.master}". Check the name in REDIS_URL.`;
  }
  return undefined;
}
