// evidence.zip: files with their SHA-256 sums in one archive that `sha256sum -c` checks and nothing else is needed for. Knows
// files, and not what they say.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { isMissing } from '../files/missing-file.js';

export interface EvidenceFile {
  /** The path in the archive. */
  readonly name: string;
  readonly bytes: Buffer;
}

const SUMS_FILE = 'SHA256SUMS';

/** Undefined where the file is not there. */
export async function evidenceFrom(path: string, name: string): Promise<EvidenceFile | undefined> {
  try {
    return { name, bytes: await readFile(path) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function sumOf({ bytes }: Pick<EvidenceFile, 'bytes'>): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** As `sha256sum` writes and reads it. */
function sumsText(files: readonly EvidenceFile[]): string {
  return files.map((file) => `${sumOf(file)}  ${file.name}\n`).join('');
}

/**
 * @param atMs the time that all files bear
 * @returns the archive, whose last file has the sums of all others
 */
export async function evidenceZip(files: readonly EvidenceFile[], atMs: number): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = new Date(atMs);
  const all = [...files, { name: SUMS_FILE, bytes: Buffer.from(sumsText(files)) }];
  for (const { name, bytes } of all) zip.addBuffer(bytes, name, { mtime, mode: 0o100600 });
  zip.end();
  return buffer(zip.outputStream);
}
