// Writes the files of a reconciliation with a bill: report.json, report.csv and report.html. Earlier ones are kept.

import { join } from 'node:path';
import type { Proof } from '../report/proof.js';
import { earlierText, writeReport } from '../report/report-files.js';
import { billChanges, readEarlierBill, type PublishedBillReport } from './bill-changes.js';
import { billPage } from './bill-page.js';
import type { BillReport } from './bill-report.js';
import { billSheet } from './bill-sheet.js';

export interface PublishedBill {
  readonly report: PublishedBillReport;
  /** The path of report.json. */
  readonly path: string;
  readonly paths: readonly string[];
}

/** A file under its final name is always complete, and report.json is written last. */
export async function publishBill(
  directory: string,
  report: BillReport,
  proof: Proof | null = null,
): Promise<PublishedBill> {
  const earlier = readEarlierBill(await earlierText(directory));
  const published = {
    ...report,
    changes: earlier === undefined ? null : billChanges(earlier, report),
    proof,
  };
  const files = new Map([
    ['report.html', billPage(published)],
    ['report.csv', billSheet(report)],
    ['report.json', `${JSON.stringify(published, undefined, 2)}\n`],
  ]);
  await writeReport(directory, files);
  const paths = [...files.keys()].toReversed().map((name) => join(directory, name));
  return { report: published, path: join(directory, 'report.json'), paths };
}
