// The record of who did what, read: verified, and a page of its lines with the names of whom they are about. It changes
// nothing.

import { Keys } from '../access/keys.js';
import { Users } from '../access/users.js';
import type { AuditLine } from '../audit/audit-line.js';
import { auditLines, verifyAudit, type VerifiedAudit } from '../audit/read-audit.js';
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

export async function auditPage(
  dataDirectory: string,
  asked: { readonly before?: number | undefined; readonly limit: number },
): Promise<NamedLine[]> {
  const [users, keys] = [new Users(dataDirectory), new Keys(dataDirectory)];
  const lines = await auditLines(dataDirectory, asked);
  const nameOf = async (id: string): Promise<string | undefined> =>
    ((await users.named(id)) ?? (await keys.named(id)))?.name;
  return Promise.all(lines.map(async (line) => ({ ...line, name: await nameOf(line.who) })));
}
