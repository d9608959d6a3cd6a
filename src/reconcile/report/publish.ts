// Writes a reconciliation's files: report.json, report.csv and report.html. Earlier ones are kept.

import { join } from 'node:path';
import type { PublishedReport } from './changes.js';
import { reportPage } from './page.js';
import type { Proof } from './proof.js';
import type { Reconciliation } from '../reconcile.js';
import { reportCsv } from './report-csv.js';
import { changesFrom, writeReport } from './report-files.js';

export interface Published {
  readonly report: PublishedReport;
  /** The path of report.json. */
  readonly path: string;
  /** The paths of all files. */
  readonly paths: readonly string[];
}

/** A file under its final name is always complete, and report.json is written last. */
export async function publish(
  directory: string,
  { report, balance }: Reconciliation,
  proof: Proof | null = null,
): Promise<Published> {
  const changes = await changesFrom(directory, report);
  const published = { ...report, changes: changes ?? null, proof };
  const files = new Map([
    ['report.html', reportPage(published, balance)],
    ['report.csv', reportCsv(report)],
    ['report.json', `${JSON.stringify(published, undefined, 2)}\n`],
  ]);
  await writeReport(directory, files);
  const paths = [...files.keys()].toReversed().map((name) => join(directory, name));
  return { report: published, path: join(directory, 'report.json'), paths };
}
