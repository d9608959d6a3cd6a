// Receipts of what was erased, one file each, numbered, each with the print of the one before: so none can be changed, left out
// or put in between unnoticed. Nothing in them says who was meant.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DamagedFile, formOf, parseJson } from '../../files/damaged-file.js';
import { makeDirectory, writeJson } from '../../files/durable.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import { erasurePaths } from './plan.js';

const RECEIPT_VERSION = 1;
const NAME = /^(\d{6})\.json$/;
const DIGITS = 6;

const fileSchema = z.object({
  file: z.string(),
  /** How many records were emptied; null of a workbook, which is written from the outcomes. */
  records: z.number().int().nullable(),
  sha256_before: z.string(),
  sha256_after: z.string(),
});

const receiptSchema = z.object({
  version: z.literal(RECEIPT_VERSION),
  number: z.number().int(),
  /** SHA-256 of the receipt before; null: this is the first one. */
  previous: z.string().nullable(),
  /** Of the erasure: the same where a crash came between its end and the receipt. */
  erasure: z.string(),
  began_at: z.string(),
  at: z.string(),
  by: z.string(),
  /** How many people were asked for; null where a rule of retention decided. */
  people: z.number().int().nullable(),
  retention: z
    .object({ label: z.string(), statuses: z.array(z.string()).readonly(), days: z.number() })
    .nullable(),
  batches: z
    .array(
      z.object({
        batch: z.string(),
        label: z.string(),
        /** How many rows of outcomes.csv were emptied. */
        rows: z.number().int(),
        /** Their numbers; null where statuses decided. */
        row_numbers: z.string().nullable(),
        files: z.array(fileSchema).readonly(),
      }),
    )
    .readonly(),
  /** Lists that were sent and of which no batch was made yet. */
  lists: z.array(fileSchema.extend({ list: z.string() })).readonly(),
  /** Batches whose personal files were erased as a whole. */
  purged: z.array(z.object({ batch: z.string(), files: z.array(z.string()).readonly() })).readonly(),
  /** Files that killed processes had left, and lists that could not be changed in their place. */
  removed: z.array(z.string()).readonly(),
  unreadable: z.array(z.object({ batch: z.string(), rows: z.string() })).readonly(),
  not_reached: z
    .array(z.object({ batch: z.string().nullable(), file: z.string().nullable(), why: z.string() }))
    .readonly(),
  /** What an erasure can't reach, in words. */
  stays: z.array(z.string()).readonly(),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type ReceiptParts = Omit<Receipt, 'version' | 'number' | 'previous'>;

export interface KeptReceipt {
  readonly path: string;
  readonly receipt: Receipt;
}

/** The last receipt, where it is that of this erasure. */
export async function receiptOf(dataDirectory: string, erasure: string): Promise<KeptReceipt | undefined> {
  const { directory } = erasurePaths(dataDirectory);
  const last = (await namesIn(directory)).at(-1);
  if (last === undefined) return undefined;
  const path = join(directory, last);
  const receipt = receiptIn(path, await readFile(path, 'utf8'));
  return receipt.erasure === erasure ? { path, receipt } : undefined;
}

/** Only whoever erases writes receipts, and one at a time. */
export async function writeReceipt(dataDirectory: string, parts: ReceiptParts): Promise<KeptReceipt> {
  const { directory } = erasurePaths(dataDirectory);
  await makeDirectory(directory);
  const last = (await namesIn(directory)).at(-1);
  const text = last === undefined ? undefined : await readFile(join(directory, last), 'utf8');
  const number = last === undefined ? 1 : Number(NAME.exec(last)?.[1]) + 1;
  const previous = text === undefined ? null : printOfText(text);
  const receipt: Receipt = { version: RECEIPT_VERSION, number, previous, ...parts };
  const path = join(directory, `${String(number).padStart(DIGITS, '0')}.json`);
  await writeJson(path, String(process.pid), receipt);
  return { path, receipt };
}

export interface Receipts {
  readonly receipts: readonly KeptReceipt[];
  /** The number of the first receipt that the next one does not fit; undefined: the chain is whole. */
  readonly brokenAfter: number | undefined;
}

/** @throws DamagedFile where one is no receipt */
export async function readReceipts(dataDirectory: string): Promise<Receipts> {
  const { directory } = erasurePaths(dataDirectory);
  const receipts: KeptReceipt[] = [];
  let brokenAfter: number | undefined;
  let before: string | null = null;
  for (const name of await namesIn(directory)) {
    const path = join(directory, name);
    const text = await readFile(path, 'utf8');
    const receipt = receiptIn(path, text);
    const isNext = receipt.number === receipts.length + 1 && receipt.previous === before;
    if (!isNext) brokenAfter ??= receipts.length;
    receipts.push({ path, receipt });
    before = printOfText(text);
  }
  return { receipts, brokenAfter };
}

function receiptIn(path: string, text: string): Receipt {
  try {
    return formOf(path, parseJson(path, text), receiptSchema);
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new DamagedFile(path, error, { remedy: ({ erasing }) => erasing.putReceiptBack });
  }
}

async function namesIn(directory: string): Promise<string[]> {
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  return names.filter((name) => NAME.test(name)).toSorted();
}

function printOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
