// What a Redis forbids its user by ACL, said in one line. Knows how the versions of Redis and Valkey say it.

const FORBIDDEN = /\bNOPERM\b|\bACL failure in script\b|user executing the script can't/;
const COMMAND = /'([^']+)' command/;
const KEYS = /\bkeys?\b/i;

export function isForbidden(message: string): boolean {
  return FORBIDDEN.test(message);
}

/** @param message one that says that something is forbidden */
export function forbiddenInWords(message: string, server: string): string {
  return `${server} forbids its user ${subject(message)}. Give it the ACL rule in docs/operations.md.`;
}

function subject(message: string): string {
  const command = COMMAND.exec(message)?.[1];
  if (command !== undefined) return `the command ${command}, which Rollcall needs`;
  return KEYS.test(message) ? 'the keys of Rollcall, {rollcall-*' : `what Rollcall needs (${message})`;
}
