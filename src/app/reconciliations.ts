// The reconciliations that lie in the data directory: which there are, what they say, and where their files are. Changes nothing.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { undefinedIfMissing } from '../files/missing-file.js';
import { readIfThere } from '../files/durable.js';
import { VERDICTS, type Verdict } from '../reconcile/index.js';
import type { App } from './app.js';

/** The days, and what tells it from others of the same days. */
export const RECONCILIATION_ID = /^\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d(-faceid)?$/;
export const REPORT_FILES = ['report.html', 'report.csv', 'report.json'] as const;
export type ReportFile = (typeof REPORT_FILES)[number];

export interface KnownReconciliation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
  readonly basis: 'codes' | 'bill';
  readonly made_at: string | null;
}

/** Reports of earlier versions have less. */
const reportSchema = z.looseObject({
  from: z.string(),
  to: z.string(),
  verdict: z.enum(VERDICTS),
  basis: z.enum(['codes', 'bill']).default('codes'),
  made_at: z.string().optional(),
});

/** The newest days first. A report that can't be read is left out. */
export async function reconciliations({ config }: Pick<App, 'config'>): Promise<KnownReconciliation[]> {
  const names = (await readdir(join(config.dataDir, 'reconciliations')).catch(undefinedIfMissing)) ?? [];
  const found: KnownReconciliation[] = [];
  for (const id of names
    .filter((name) => RECONCILIATION_ID.test(name))
    .toSorted()
    .toReversed()) {
    const known = await reconciliationNow(config.dataDir, id).catch(() => undefined);
    if (known !== undefined) found.push(known);
  }
  return found;
}

async function reconciliationNow(dataDir: string, id: string): Promise<KnownReconciliation | undefined> {
  const found = reportSchema.safeParse(await readIfThere(reportPath(dataDir, id, 'report.json')));
  if (!found.success) return undefined;
  const { from, to, verdict, basis, made_at: madeAt = null } = found.data;
  return { id, from, to, verdict, basis, made_at: madeAt };
}

/** @param id a name that `RECONCILIATION_ID` allows */
export function reportPath(dataDir: string, id: string, file: ReportFile): string {
  return join(dataDir, 'reconciliations', id, file);
}
