// Writes a reconciliation's files: report.json, report.csv and report.html. Earlier ones are kept.

import { join } from 'node:path';
import type { Changes } from './changes.js';
import { reportPage } from './page.js';
import type { Reconciliation } from '../reconcile.js';
import type { Report } from './report.js';
import { reportCsv } from './report-csv.js';
import { changesFrom, writeReport } from './report-files.js';

export type PublishedReport = Report & {
  /** What differs from the report of the same days that was in the directory before; null where there was none. */
  readonly changes: Changes | null;
};

export interface Published {
  readonly report: PublishedReport;
  /** The path of report.json. */
  readonly path: string;
  /** The paths of all files. */
  readonly paths: readonly string[];
}

/** A file under its final name is always complete, and report.json is written last. */
export async function publish(directory: string, { report, balance }: Reconciliation): Promise<Published> {
  const changes = await changesFrom(directory, report);
  const published = { ...report, changes: changes ?? null };
  const files = new Map([
    ['report.html', reportPage(report, balance, changes)],
    ['report.csv', reportCsv(report)],
    ['report.json', `${JSON.stringify(published, undefined, 2)}\n`],
  ]);
  await writeReport(directory, files);
  const paths = [...files.keys()].toReversed().map((name) => join(directory, name));
  return { report: published, path: join(directory, 'report.json'), paths };
}
