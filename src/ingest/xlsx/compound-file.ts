// Recognises by the names in its directory what a compound file (MS-CFB) holds: an old Office file, or a new one with a
// password.

import type { FileHandle } from 'node:fs/promises';

const SECTOR_SHIFT_AT = 30;
const DIRECTORY_AT = 48;
const HEADER_BYTES = 52;
/** The first sectors of the directory hold the names that are looked for. */
const LOOKED_AT = 16 * 1024;

const STREAMS: readonly (readonly [string, string])[] = [
  [
    'EncryptedPackage',
    'an Excel workbook with a password. Open it in Excel, save it without one, and give that.',
  ],
  ['DataSpaces', 'a protected Office file (rights management). Save it unprotected as .xlsx, and give that.'],
  ['Workbook', 'an old Excel file (.xls). Open it in Excel and save it as .xlsx, or as "CSV UTF-8".'],
  ['Book', 'an old Excel file (.xls). Open it in Excel and save it as .xlsx, or as "CSV UTF-8".'],
  ['WordDocument', 'a Word document. Export the table as .xlsx or "CSV UTF-8", and give that.'],
  ['PowerPoint Document', 'a presentation. Export the table as .xlsx or "CSV UTF-8", and give that.'],
  ['__properties_version1.0', 'a message of Outlook. Save the list that is attached to it, and give that.'],
];

/** @param head of the file */
export async function compoundKind(head: Buffer, file: FileHandle): Promise<string> {
  const directory = await directoryOf(head, file);
  const [, kind] = STREAMS.find(([name]) => directory.includes(Buffer.from(`${name}\0`, 'utf16le'))) ?? [];
  return (
    kind ??
    'an old Excel file (.xls), or has a password, or is damaged. Open it in Excel and save it as .xlsx without one, or as "CSV UTF-8".'
  );
}

async function directoryOf(head: Buffer, file: FileHandle): Promise<Buffer> {
  if (head.length < HEADER_BYTES) return head;
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(SECTOR_SHIFT_AT), 16);
  const at = (head.readUInt32LE(DIRECTORY_AT) + 1) * sectorBytes;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, at);
  return buffer.subarray(0, bytesRead);
}
