// What a file is by its first bytes, whatever its name: text or an Excel workbook, which are lists, or something else,
// which is called by its name with what to do about it. It knows the marks of files, and reads no list.

import { open, type FileHandle } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import { compoundKind } from './compound-file.js';

export type ListKind = 'text' | 'workbook';

const HEAD_BYTES = 64 * 1024;
const EXPORT = 'save it as .xlsx, or as "CSV UTF-8"';
const UNPACK = 'Unpack it and give the list that is in it.';
const TABLE_ELSEWHERE = `Export the table from the program that made it as .xlsx or "CSV UTF-8", and give that.`;
const DECRYPT =
  'Open it where the protection allows it, release it (解密) or save it unprotected as .xlsx or "CSV UTF-8", and give that.';

/** @throws UserError naming what the file is, where it is no list */
export async function listKind(path: string): Promise<ListKind> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    if (ZIP.some((mark) => head.subarray(0, mark.length).equals(mark))) return 'workbook';
    const what = await foreignKind(head, file);
    if (what === undefined) return 'text';
    throw new UserError(`The list is ${what}`);
  } finally {
    await file.close();
  }
}

/** A file with parts, an empty one, and one of several volumes. No list of text begins like that. */
const ZIP = ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'].map((mark) => Buffer.from(mark, 'latin1'));
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function foreignKind(head: Buffer, file: FileHandle): Promise<string | undefined> {
  if (head.subarray(0, COMPOUND.length).equals(COMPOUND)) return compoundKind(head, file);
  const bytes = head.toString('latin1');
  const [, marked] = MARKS.find(([mark]) => mark.test(bytes)) ?? [];
  if (marked !== undefined) return marked;
  const text = textOf(head).trimStart();
  const [, written] = TEXTS.find(([mark]) => mark.test(text)) ?? [];
  return written ?? (isBinary(head) ? BINARY : undefined);
}

/** Marks at the beginning, as Latin-1. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:\x62\x14\x23\x65|%TSD-Header-###%|.{0,512}?E-SafeNet)/s,
    `encrypted by document protection (文档加密, as by 亿赛通 or 绿盾). ${DECRYPT}`,
  ],
  [/^%PDF-|^.{1,1024}?\n%PDF-\d/s, `a PDF, which has no table to be read. ${TABLE_ELSEWHERE}`],
  [/^\x1f\x8b/, `packed with gzip. ${UNPACK}`],
  [/^BZh[1-9]1AY&SY/, `packed with bzip2. ${UNPACK}`],
  [/^\xfd7zXZ\0/, `packed with xz. ${UNPACK}`],
  [/^\x28\xb5\x2f\xfd/, `packed with Zstandard. ${UNPACK}`],
  [/^7z\xbc\xaf\x27\x1c/, `a 7-Zip archive. ${UNPACK}`],
  [/^Rar!\x1a\x07/, `a RAR archive. ${UNPACK}`],
  [/^.{257}ustar/s, `a tar archive. ${UNPACK}`],
  [/^\{\\rtf/, `a document in RTF. ${TABLE_ELSEWHERE}`],
  [
    /^(?:\x89PNG\r|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF.{4}WEBP|BM.{4}\0\0\0\0|.{4}ftyp(?:heic|heix|mif1|avif))/s,
    'a picture. A list has to be text: take it from its source as .xlsx or CSV.',
  ],
  [/^(?:PAR1|ORC|Obj\x01|ARROW1|FEA1)/, `a file of columns for programs (as Parquet). ${TABLE_ELSEWHERE}`],
  [/^(?:SQLite format 3\0|\0\x01\0\0Standard (?:Jet|ACE) DB)/, `a database. ${TABLE_ELSEWHERE}`],
  [/^(?:\$FL[23]@|<stata_dta>|\x89HDF|\0{12}\xc2\xea\x81\x60)/, `a file of statistics. ${TABLE_ELSEWHERE}`],
  [/^(?:Salted__|age-encryption\.org\/|-----BEGIN PGP MESSAGE)/, 'encrypted. Decrypt it first.'],
  [/^(?:\x7fELF|MZ.{2}\0|\xcf\xfa\xed\xfe|bplist00)/s, `no list but a program's file. ${TABLE_ELSEWHERE}`],
];

const COMMENT = String.raw`(?:<!--[^]*?-->\s*)*`;
/** Beginnings of texts, without a byte-order mark and blanks. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      String.raw`^(?:<\?xml[^]{0,500}?\?>\s*)?(?:<\?mso-[^>]*\?>\s*)?${COMMENT}<(?:ss:)?Workbook\b`,
      'i',
    ),
    `a table in XML (XML Spreadsheet 2003), whatever its name. Open it in Excel and ${EXPORT}.`,
  ],
  [
    new RegExp(
      String.raw`^(?:<\?xml[^]{0,500}?\?>\s*)?${COMMENT}<(?:!doctype\s+html|html|head|meta|title|style|script|body|div|p|center|font|span|br|h\d|table|thead|tbody|tr|t[dh])\b`,
      'i',
    ),
    `a web page, whatever its name. Open it in Excel and ${EXPORT}.`,
  ],
  [/^(?:<\?xml\b|<!doctype\b)/i, `XML, whatever its name. Open it in Excel and ${EXPORT}.`],
  [
    /^(?:From: <Saved by|MIME-Version:|Content-Type:\s*multipart\/|[^]{0,2000}?^Content-Type:\s*multipart\/related)/im,
    `a web page in one file (MHTML), whatever its name. Open it in Excel and ${EXPORT}.`,
  ],
  [/^ID;P\S{0,20}\r?\n(?:[PBCFO]|N[NEU]);/, `a table in SYLK. Open it in Excel and ${EXPORT}.`],
  [/^(?:\[\s*(?:\{|\[\s*"|\])|\{\s*(?:"[^"\n]{0,200}"\s*:|\}))/, `JSON, not a table. ${TABLE_ELSEWHERE}`],
];
const BINARY =
  'neither text nor an Excel workbook: it may be damaged, or encrypted by document protection (文档加密). ' +
  'Open it in Excel where that shows its cells, save it unprotected as .xlsx or "CSV UTF-8", and give that.';

/** As far as it is needed to know the kind. */
function textOf(head: Buffer): string {
  const little = head[0] === 0xff && head[1] === 0xfe;
  const big = head[0] === 0xfe && head[1] === 0xff;
  const decoder = new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8');
  return decoder.decode(head.subarray(0, 4096));
}

/** Of bytes that stand for nothing in a text, whatever its encoding. Zero bytes may be half of a UTF-16 character. */
const CONTROL_SHARE = 0.07;

function isBinary(head: Buffer): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head.toString('latin1', 0, 2))) return false;
  let controls = 0;
  for (const byte of head) {
    const isOfText = byte === 0 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1a || byte === 0x1b;
    if ((byte < 0x20 || byte === 0x7f) && !isOfText) controls++;
  }
  return controls > head.length * CONTROL_SHARE;
}
