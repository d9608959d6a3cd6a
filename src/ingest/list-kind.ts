// Recognises by its first bytes what a file is, whatever its name: text or an Excel workbook, which are lists, or
// another kind, which the error names with what to do about it. It knows marks of files, and reads no list.

import { open, type FileHandle } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import { compoundKind } from './xlsx/compound-file.js';

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
    throw new UserError('unreadable-list', `The list is ${what}`);
  } finally {
    await file.close();
  }
}

/** How a ZIP file begins: with parts, without any, and in several volumes. No list in text begins with these bytes. */
const ZIP = ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'].map((mark) => Buffer.from(mark, 'latin1'));
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function foreignKind(head: Buffer, file: FileHandle): Promise<string | undefined> {
  if (head.subarray(0, COMPOUND.length).equals(COMPOUND)) return compoundKind(head, file);
  const bytes = head.toString('latin1');
  if (bytes.slice(0, PROTECTED_NAME_BEFORE).includes(PROTECTED_NAME)) return PROTECTED;
  const [marked] = MARKS.find(([, marks]) => marks.some((mark) => stands(bytes, mark))) ?? [];
  if (marked !== undefined) return marked;
  const text = textOf(head).trimStart();
  const [, written] = TEXTS.find(([mark]) => mark.test(text)) ?? [];
  return written ?? (isBinary(head) ? BINARY : undefined);
}

/** Bytes as Latin-1, and their offset where they are not at the beginning. */
type Mark = string | readonly [bytes: string, at: number];

const PROTECTED = `encrypted by document protection (文档加密, as by 亿赛通 or 绿盾). ${DECRYPT}`;
const MARKS: readonly (readonly [string, readonly Mark[]])[] = [
  [PROTECTED, ['b\u0014#e', '%TSD-Header-###%']],
  [`a PDF, which has no table to be read. ${TABLE_ELSEWHERE}`, ['%PDF-']],
  [`packed with gzip. ${UNPACK}`, ['\u001f\u008b']],
  [`packed with bzip2. ${UNPACK}`, [['1AY&SY', 4]]],
  [`packed with xz. ${UNPACK}`, ['\u00fd7zXZ\0']],
  [`packed with Zstandard. ${UNPACK}`, ['\u0028\u00b5\u002f\u00fd']],
  [`a 7-Zip archive. ${UNPACK}`, ['7z\u00bc\u00af\u0027\u001c']],
  [`a RAR archive. ${UNPACK}`, ['Rar!\u001a\u0007']],
  [`a tar archive. ${UNPACK}`, [['ustar', 257]]],
  [`a document in RTF. ${TABLE_ELSEWHERE}`, ['{\\rtf']],
  [
    'a picture. A list has to be text: take it from its source as .xlsx or CSV.',
    [
      '\u0089PNG\r',
      '\u00ff\u00d8\u00ff',
      'GIF87a',
      'GIF89a',
      'II*\0',
      'MM\0*',
      ['WEBP', 8],
      ['ftyphei', 4],
      ['ftypmif1', 4],
    ],
  ],
  [
    `a file of columns for programs (as Parquet). ${TABLE_ELSEWHERE}`,
    ['PAR1', 'ORC\n', 'Obj\u0001', 'ARROW1', 'FEA1'],
  ],
  [`a database. ${TABLE_ELSEWHERE}`, ['SQLite format 3\0', ['Standard Jet DB', 4], ['Standard ACE DB', 4]]],
  [`a file of statistics. ${TABLE_ELSEWHERE}`, ['$FL2@', '$FL3@', '<stata_dta>', '\u0089HDF']],
  ['encrypted. Decrypt it first.', ['Salted__', 'age-encryption.org/', '-----BEGIN PGP MESSAGE']],
  [`a program's file, and no list. ${TABLE_ELSEWHERE}`, ['\u007fELF', 'MZ\u0090\0', 'bplist00']],
];
/** The name of the program that protected the file; it stands anywhere in the file's header. */
const PROTECTED_NAME = 'E-SafeNet';
const PROTECTED_NAME_BEFORE = 512;

function stands(bytes: string, mark: Mark): boolean {
  return typeof mark === 'string' ? bytes.startsWith(mark) : bytes.startsWith(mark[0], mark[1]);
}

const COMMENT = String.raw`(?:<!--[^]*?-->\s*)*`;
/** How texts begin that are no lists, after the byte-order mark and blanks. */
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

/** The beginning as text, decoded only as well as recognising the kind needs. */
function textOf(head: Buffer): string {
  const encoding = !hasMark16(head) ? 'utf-8' : head[0] === 0xff ? 'utf-16le' : 'utf-16be';
  return new TextDecoder(encoding).decode(head.subarray(0, 4096));
}

function hasMark16(head: Buffer): boolean {
  const mark = head.toString('latin1', 0, 2);
  return mark === '\u00ff\u00fe' || mark === '\u00fe\u00ff';
}

/**
 * The share of control bytes from which on a file is no text in any encoding. Zero bytes are not counted, as UTF-16 has
 * them.
 */
const CONTROL_SHARE = 0.07;

function isBinary(head: Buffer): boolean {
  if (hasMark16(head)) return false;
  let controls = 0;
  for (const byte of head) {
    const isOfText = byte === 0 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1a || byte === 0x1b;
    if ((byte < 0x20 || byte === 0x7f) && !isOfText) controls++;
  }
  return controls > head.length * CONTROL_SHARE;
}
