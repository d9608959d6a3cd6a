// The record of who did what, read: verified, and a page of its lines with the names of whom they are about. It changes
// nothing.

import { Keys } from '../access/keys.js';
import { Users } from '../access/users.js';
import type { AuditLine } from '../audit/audit-line.js';
import { searchAudit, verifyAudit, type VerifiedAudit } from '../audit/read-audit.js';
import type { App } from './app.js';

/**
 * @param kept the hash of a line that somebody has kept elsewhere
 * @throws DamagedFile naming the first line that is not as it was written
 */
export async function verifyRecord(
  { config }: Pick<App, 'config'>,
  kept: string | undefined,
): Promise<VerifiedAudit> {
  return verifyAudit(config.dataDir, kept);
}

/** A line, and the name of who it is, which the line itself does not have. */
export interface NamedLine extends AuditLine {
  readonly name: string | undefined;
}

export interface AuditPage {
  readonly lines: readonly NamedLine[];
  /** What the next page is before; undefined: this is the last one. */
  readonly next: number | undefined;
}

export interface AuditPageAsked {
  readonly before?: number | undefined;
  readonly limit: number;
  /** An id, or what a user or a key is called. */
  readonly who?: string | undefined;
  readonly act?: string | undefined;
  readonly batch?: string | undefined;
}

/** Nobody waits for longer: the next page goes on where this one stopped. */
const LOOKED_AT_MOST = 20_000;

/** The newest first. A page of what is sought may have fewer lines than asked for, and another one behind it. */
export async function auditPage(
  dataDirectory: string,
  { before, limit, who, act, batch }: AuditPageAsked,
): Promise<AuditPage> {
  const [users, keys] = [new Users(dataDirectory), new Keys(dataDirectory)];
  const ids = who === undefined ? undefined : await idsOf(who, users, keys);
  const isAll = [who, act, batch].every((each) => each === undefined);
  const { lines, next } = await searchAudit(dataDirectory, {
    before,
    limit,
    sought: { who: ids, act, batch },
    lookedAt: isAll ? undefined : LOOKED_AT_MOST,
  });
  return { lines: await named(dataDirectory, lines), next };
}

async function idsOf(who: string, users: Users, keys: Keys): Promise<string[]> {
  const known = [...(await users.list()), ...(await keys.list())].filter(({ name }) => name === who);
  return [who, ...known.map(({ id }) => id)];
}

/** The lines with the names of whom they are about. */
export async function named(dataDirectory: string, lines: readonly AuditLine[]): Promise<NamedLine[]> {
  const nameOf = namesIn(dataDirectory);
  return Promise.all(lines.map(async (line) => ({ ...line, name: await nameOf(line.who) })));
}

/** How a user or a key is called; undefined of whoever was at a terminal. */
export function namesIn(dataDirectory: string): (id: string) => Promise<string | undefined> {
  const [users, keys] = [new Users(dataDirectory), new Keys(dataDirectory)];
  return async (id) => ((await users.named(id)) ?? (await keys.named(id)))?.name;
}
