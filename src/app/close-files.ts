// Writes what a closed month consists of: the page, the entries for the books, the evidence with its sums, and last close.json.

import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.js';
import { writeJson, writeWhole } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { evidenceFrom, sumOf, evidenceZip, type EvidenceFile } from '../money/evidence-zip.js';
import { CLOSE_FILE } from '../money/month-files.js';
import {
  closePage,
  evidencePage,
  journalCsv,
  type Books,
  type ClosedMonth,
  type Print,
  type Proof,
  type Published,
  type PublishedBill,
} from '../reconcile/index.js';

/** What a month was reconciled with. */
export interface Reconciled {
  readonly counts: Published | undefined;
  readonly bill: PublishedBill | undefined;
}

/** Where labels' costs are booked, as it was read. */
export interface ReadBooks {
  readonly books: Books;
  /** Of the file, wherever that is; undefined: there is none. */
  readonly text: string | undefined;
}

/**
 * @param closeWith makes close.json of the prints of all evidence
 * @returns the same
 */
export async function writeClose(
  { dataDir }: Config,
  directory: string,
  { counts, bill }: Reconciled,
  { books, text }: ReadBooks,
  closeWith: (files: readonly Print[]) => ClosedMonth,
): Promise<ClosedMonth> {
  const collected: EvidenceFile[] = [];
  if (counts !== undefined)
    collected.push(...(await reportEvidence(counts.path, counts.report.proof, 'counts')));
  if (bill !== undefined) collected.push(...(await reportEvidence(bill.path, bill.report.proof, 'bill')));
  const proofs = [counts?.report.proof, bill?.report.proof].flatMap((proof) => proof ?? []);
  collected.push(...(await ledgerEvidence(proofs, dataDir)));
  for (const name of ['prices.json', 'budgets.json']) {
    const file = await evidenceFrom(join(dataDir, name), name);
    if (file !== undefined) collected.push(file);
  }
  if (text !== undefined) collected.push({ name: 'books.csv', bytes: Buffer.from(text) });
  const files = once(collected);
  const closed = closeWith(files.map((file) => ({ file: file.name, sha256: sumOf(file) })));
  const made = [
    { name: 'close.html', bytes: Buffer.from(closePage(closed)) },
    { name: 'journal.csv', bytes: Buffer.from(journalCsv(closed, books)) },
    { name: CLOSE_FILE, bytes: Buffer.from(`${JSON.stringify(closed, undefined, 2)}\n`) },
  ];
  const page = { name: 'README.html', bytes: Buffer.from(evidencePage(closed)) };
  const writer = String(process.pid);
  for (const { name, bytes } of made.slice(0, -1))
    await writeWhole(join(directory, name), writer, (handle) => handle.writeFile(bytes));
  const zip = await evidenceZip([page, ...made, ...files], Date.parse(closed.closed_at));
  await writeWhole(join(directory, 'evidence.zip'), writer, (handle) => handle.writeFile(zip));
  await writeJson(join(directory, CLOSE_FILE), writer, closed);
  return closed;
}

/** The report's own files, and the provider's answers beside them that it was made from. */
async function reportEvidence(
  reportPath: string,
  proof: Proof | null,
  name: string,
): Promise<EvidenceFile[]> {
  const directory = dirname(reportPath);
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  const answers = proof?.answers.map(({ file }) => file) ?? [];
  const wanted = [...names.filter((file) => /^report\.[a-z]+$/.test(file)), ...answers];
  const files = await Promise.all(
    wanted.toSorted().map((file) => evidenceFrom(join(directory, file), `reports/${name}/${file}`)),
  );
  return files.filter((file) => file !== undefined);
}

/** The ledgers that were read. Attempts, which may be large, stand in the reports with their sums. */
async function ledgerEvidence(proofs: readonly Proof[], dataDir: string): Promise<EvidenceFile[]> {
  const read = proofs.flatMap(({ records }) => records).filter(({ file }) => file.endsWith('ledger.json'));
  const files: EvidenceFile[] = [];
  for (const [index, { file }] of read.entries()) {
    const batch = /batches[/\\]([^/\\]+)[/\\]/.exec(file)?.[1] ?? String(index);
    const found = await evidenceFrom(resolve(dataDir, file), `ledgers/${batch}-${sumName(file)}.json`);
    if (found !== undefined) files.push(found);
  }
  return files;
}

/** Two data directories may have batches of one id. */
function sumName(file: string): string {
  return sumOf({ bytes: Buffer.from(file) }).slice(0, 8);
}

function once(files: readonly EvidenceFile[]): EvidenceFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  return [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
