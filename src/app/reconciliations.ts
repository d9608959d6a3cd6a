// The reconciliations that lie in the data directory: which there are, what they say, and where their files are. Changes nothing.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DayRange } from '../domain/days.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { readIfThere } from '../files/durable.js';
import { VERDICTS, type Verdict } from '../reconcile/index.js';
import type { App } from './app.js';

/** The days, and what tells it from others of the same days. */
export const RECONCILIATION_ID = /^\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d(-[a-z]+)?$/;
export const REPORT_FILES = ['report.html', 'report.csv', 'report.json'] as const;
const DAY_LENGTH = 10;
export type ReportFile = (typeof REPORT_FILES)[number];

export interface KnownReconciliation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
  readonly basis: 'codes' | 'bill';
  readonly made_at: string | null;
  /** Whether the provider is asked again by itself, as the days are not settled. */
  readonly asks_again: boolean;
}

/** Reports of earlier versions have less. */
const reportSchema = z.looseObject({
  from: z.string(),
  to: z.string(),
  verdict: z.enum(VERDICTS),
  basis: z.enum(['codes', 'bill']).default('codes'),
  made_at: z.string().optional(),
});

/** The newest days first. */
export async function reconciliationIds({ config }: Pick<App, 'config'>): Promise<string[]> {
  const names = (await readdir(join(config.dataDir, 'reconciliations')).catch(undefinedIfMissing)) ?? [];
  return names
    .filter((name) => RECONCILIATION_ID.test(name))
    .toSorted()
    .toReversed();
}

/** Those of these days whose reports can be read, in the order of the ids. */
export async function reconciliationsOf(
  { config }: Pick<App, 'config'>,
  ids: readonly string[],
): Promise<KnownReconciliation[]> {
  const found: KnownReconciliation[] = [];
  for (const id of ids) {
    const known = await reconciliationNow(config.dataDir, id).catch(() => undefined);
    if (known !== undefined) found.push(known);
  }
  return found;
}

/** The first and the last day, as the id has them. */
export function daysOfId(id: string): DayRange {
  return { from: id.slice(0, DAY_LENGTH), to: id.slice(DAY_LENGTH + 1, 2 * DAY_LENGTH + 1) };
}

async function reconciliationNow(dataDir: string, id: string): Promise<KnownReconciliation | undefined> {
  const found = reportSchema.safeParse(await readIfThere(reportPath(dataDir, id, 'report.json')));
  if (!found.success) return undefined;
  const { from, to, verdict, basis, made_at: madeAt = null } = found.data;
  const asksAgain = verdict === 'unsettled' && existsSync(askingPath(dataDir, id));
  return { id, from, to, verdict, basis, made_at: madeAt, asks_again: asksAgain };
}

/** That somebody waits for days to settle: see `ask-again.ts`. @param id a name that `RECONCILIATION_ID` allows */
export function askingPath(dataDir: string, id: string): string {
  return join(dataDir, 'reconciliations', id, 'asking.json');
}

/** @param id a name that `RECONCILIATION_ID` allows */
export function reportPath(dataDir: string, id: string, file: ReportFile): string {
  return join(dataDir, 'reconciliations', id, file);
}
