// Recognises by its first bytes what a file is, whatever its name: text or an Excel workbook, which are lists, or
// another kind, which the error names with what to do about it. It knows marks of files, and reads no list.

import { open, type FileHandle } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import { compoundKind } from './xlsx/compound-file.js';
import type { Words } from '../words/words.js';

export type ListKind = 'text' | 'workbook';

const HEAD_BYTES = 64 * 1024;
/** What a file may be that is no list, by the name that the catalogues have for it. */
type OtherKind = keyof Words['listKinds'];

/** @throws UserError naming what the file is, where it is no list */
export async function listKind(path: string): Promise<ListKind> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    if (ZIP.some((mark) => head.subarray(0, mark.length).equals(mark))) return 'workbook';
    const what = await foreignKind(head, file);
    if (what === undefined) return 'text';
    throw new UserError('unreadable-list', ({ listKinds }) => listKinds[what]);
  } finally {
    await file.close();
  }
}

/** How a ZIP file begins: with parts, without any, and in several volumes. No list in text begins with these bytes. */
const ZIP = ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'].map((mark) => Buffer.from(mark, 'latin1'));
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function foreignKind(head: Buffer, file: FileHandle): Promise<OtherKind | undefined> {
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

const PROTECTED = 'protectedFile';
const MARKS: readonly (readonly [OtherKind, readonly Mark[]])[] = [
  [PROTECTED, ['b\u0014#e', '%TSD-Header-###%']],
  ['pdf', ['%PDF-']],
  ['gzip', ['\u001f\u008b']],
  ['bzip2', [['1AY&SY', 4]]],
  ['xz', ['\u00fd7zXZ\0']],
  ['zstandard', ['\u0028\u00b5\u002f\u00fd']],
  ['sevenZip', ['7z\u00bc\u00af\u0027\u001c']],
  ['rar', ['Rar!\u001a\u0007']],
  ['tar', [['ustar', 257]]],
  ['rtf', ['{\\rtf']],
  [
    'picture',
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
  ['columnFile', ['PAR1', 'ORC\n', 'Obj\u0001', 'ARROW1', 'FEA1']],
  ['database', ['SQLite format 3\0', ['Standard Jet DB', 4], ['Standard ACE DB', 4]]],
  ['statistics', ['$FL2@', '$FL3@', '<stata_dta>', '\u0089HDF']],
  ['encrypted', ['Salted__', 'age-encryption.org/', '-----BEGIN PGP MESSAGE']],
  ['programFile', ['\u007fELF', 'MZ\u0090\0', 'bplist00']],
];
/** The name of the program that protected the file; it stands anywhere in the file's header. */
const PROTECTED_NAME = 'E-SafeNet';
const PROTECTED_NAME_BEFORE = 512;

function stands(bytes: string, mark: Mark): boolean {
  return typeof mark === 'string' ? bytes.startsWith(mark) : bytes.startsWith(mark[0], mark[1]);
}

const COMMENT = String.raw`(?:<!--[^]*?-->\s*)*`;
/** How texts begin that are no lists, after the byte-order mark and blanks. */
const TEXTS: readonly (readonly [RegExp, OtherKind])[] = [
  [
    new RegExp(
      String.raw`^(?:<\?xml[^]{0,500}?\?>\s*)?(?:<\?mso-[^>]*\?>\s*)?${COMMENT}<(?:ss:)?Workbook\b`,
      'i',
    ),
    'xmlSpreadsheet',
  ],
  [
    new RegExp(
      String.raw`^(?:<\?xml[^]{0,500}?\?>\s*)?${COMMENT}<(?:!doctype\s+html|html|head|meta|title|style|script|body|div|p|center|font|span|br|h\d|table|thead|tbody|tr|t[dh])\b`,
      'i',
    ),
    'webPage',
  ],
  [/^(?:<\?xml\b|<!doctype\b)/i, 'xml'],
  [
    /^(?:From: <Saved by|MIME-Version:|Content-Type:\s*multipart\/|[^]{0,2000}?^Content-Type:\s*multipart\/related)/im,
    'mhtml',
  ],
  [/^ID;P\S{0,20}\r?\n(?:[PBCFO]|N[NEU]);/, 'sylk'],
  [/^(?:\[\s*(?:\{|\[\s*"|\])|\{\s*(?:"[^"\n]{0,200}"\s*:|\}))/, 'json'],
];
const BINARY = 'binary';

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
