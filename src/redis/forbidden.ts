// What a Redis forbids its user by ACL, said in one line. Knows how the versions of Redis and Valkey say it.

import type { Say } from '../words/words.js';

const FORBIDDEN = /\bNOPERM\b|\bACL failure in script\b|user executing the script can't/;
const COMMAND = /'([^']+)' command/;
const KEYS = /\bkeys?\b/i;

export function isForbidden(message: string): boolean {
  return FORBIDDEN.test(message);
}

/** @param message one that says that something is forbidden */
export function forbiddenInWords(message: string, server: Say): Say {
  const command = COMMAND.exec(message)?.[1];
  if (command !== undefined)
    return (words) => words.redis.forbiddenCommand({ server: server(words), command });
  return KEYS.test(message)
    ? (words) => words.redis.forbiddenKeys({ server: server(words) })
    : (words) => words.redis.forbidden({ server: server(words), said: message });
}
