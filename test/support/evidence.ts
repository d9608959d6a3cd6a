// The evidence of a closed month as an auditor has it: an archive, and the sums of its files.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

export async function unzip(path: string): Promise<Map<string, Buffer>> {
  const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(path, { autoClose: false });
  const entries: yauzl.Entry[] = [];
  zip.on('entry', (entry: yauzl.Entry) => entries.push(entry));
  await once(zip, 'end');
  const files = new Map<string, Buffer>();
  const read = promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip));
  for (const entry of entries) files.set(entry.fileName, await buffer(await read(entry)));
  zip.close();
  return files;
}

export function sumOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What `sha256sum -c SHA256SUMS` would find: files that are not as their sum says, or have none. */
export function unfitting(files: ReadonlyMap<string, Buffer>): string[] {
  const lines = String(files.get('SHA256SUMS')).trimEnd().split('\n');
  const sums = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const names = new Set([...files.keys(), ...sums.keys()].filter((name) => name !== 'SHA256SUMS'));
  return [...names].filter((name) => sums.get(name) !== sumOf(files.get(name) ?? ''));
}
