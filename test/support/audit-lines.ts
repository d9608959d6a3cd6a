// The newest lines of the record of who did what, for tests that look at what a request left there.

import type { AuditLine } from '../../src/audit/audit-line.js';
import { searchAudit, type AuditAsked } from '../../src/audit/read-audit.js';

export async function auditLines(
  dataDirectory: string,
  asked: Pick<AuditAsked, 'before' | 'limit'>,
): Promise<readonly AuditLine[]> {
  return (await searchAudit(dataDirectory, asked)).lines;
}
