// The encodings that a list may be in, and the many names that each goes by. It knows names alone; the judge finds out
// which encoding a list has.

import { TextDecoder } from 'node:util';

/** All encodings that Node decodes, under their WHATWG names. GBK and GB2312 are part of GB18030. */
export const ENCODINGS = [
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
  'big5',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'euc-kr',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-8-i',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'macintosh',
  'x-mac-cyrillic',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Names that Windows, Java, Python and databases use, and that the WHATWG does not have. */
const OTHER_LABELS: ReadonlyMap<string, Encoding> = new Map([
  ...(['cp936', 'ms936', 'windows-936', 'gb-18030', 'gb2312-80', 'euc-cn'] as const).map(
    (label) => [label, 'gb18030'] as const,
  ),
  ...(['cp950', 'ms950', 'windows-950', 'big5hkscs', 'big-5'] as const).map(
    (label) => [label, 'big5'] as const,
  ),
  ...(['cp932', 'ms932', 'windows-932', 'shiftjis'] as const).map((label) => [label, 'shift_jis'] as const),
  ...(['cp949', 'ms949', 'uhc', 'euckr'] as const).map((label) => [label, 'euc-kr'] as const),
  ...(['utf-8-sig', 'utf-8-bom', 'utf8-bom', 'utf8mb4', 'cesu-8', 'cp65001'] as const).map(
    (label) => [label, 'utf-8'] as const,
  ),
  ...(['utf16', 'utf16le', 'ucs2'] as const).map((label) => [label, 'utf-16le'] as const),
  ['utf16be', 'utf-16be'],
  ['eucjp', 'euc-jp'],
  ['latin-1', 'windows-1252'],
]);

/** Names that a misspelt name is compared with, to suggest the one that was meant. */
export const LABELS: readonly string[] = [...ENCODINGS, 'gbk', 'gb2312', 'latin1', ...OTHER_LABELS.keys()];

const KNOWN: ReadonlySet<string> = new Set(ENCODINGS);

/** @returns undefined where the label names no encoding that can be read */
export function encodingOf(label: string): Encoding | undefined {
  const written = label.trim().toLowerCase();
  const other = OTHER_LABELS.get(written) ?? OTHER_LABELS.get(written.replaceAll('_', '-'));
  if (other !== undefined) return other;
  const name = decoderName(written) ?? decoderName(written.replaceAll('_', '-'));
  if (name === 'gbk') return 'gb18030';
  return name !== undefined && isEncoding(name) ? name : undefined;
}

function decoderName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function isEncoding(name: string): name is Encoding {
  return KNOWN.has(name);
}
