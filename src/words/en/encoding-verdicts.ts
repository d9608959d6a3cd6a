// English: how a list's encoding is known, or why nobody can tell.

const CHOOSE =
  'Nothing was sent. Export it again as UTF-8, or give its encoding: --encoding utf-8, gb18030, big5, shift_jis, euc-kr, windows-1252 or another.';

export const encodingVerdicts = {
  mark: 'a byte-order mark',
  named: 'named by --encoding',
  zeroBytes: 'zero bytes in every second place',
  ascii: 'plain ASCII',
  allFit: ({ lines }: { lines: number }) => `all ${lines} lines that are not plain ASCII fit and make sense`,
  someFit: ({ fitting, lines }: { fitting: number; lines: number }) =>
    `${fitting} of the ${lines} lines that are not plain ASCII fit and make sense`,
  markAnd: ({ fit }: { fit: string }) => `a byte-order mark; ${fit}`,
  utf32: 'The list is UTF-32, which is not read. Export it again as UTF-8.',
  otherThanMark: ({ line, encoding }: { line: number; encoding: string }) =>
    `The list begins with the byte-order mark of UTF-8, but line ${line} and others are ${encoding}. ${CHOOSE}`,
  senseless: ({ line }: { line: number }) =>
    `The list makes no sense in any encoding that can be found out: line ${line} and others come out as characters that no list has. ${CHOOSE}`,
  garbled: ({ wrong, right, line }: { wrong: string; right: string; line: number }) =>
    `The list was garbled before it came here: line ${line} and others are text in ${right} that was read as ${wrong}. Nothing was sent. Export it again from its source. If the names are right all the same, say so with --encoding utf-8.`,
  garbledBefore: ({ wrong, right }: { wrong: string; right: string }) =>
    `The list was garbled before it came here: its names are text in ${right} that was read as ${wrong}, as a spreadsheet does when it opens a text file by a double click. Nothing was sent. Take it from its source again. If the names are right all the same, save it as "CSV UTF-8" and say so with --encoding utf-8.`,
  undecided: ({ one, other, line }: { one: string; other: string; line: number }) =>
    `The list may be ${one} or ${other}: too little in it tells which, line ${line} first. ${CHOOSE}`,
  accents: ({ line }: { line: number }) =>
    `The list has accents, on line ${line} first, that differ between Western and other European encodings. ${CHOOSE}`,
  part: ({
    count,
    lines,
    encoding,
    line,
  }: {
    count: number;
    lines: number;
    encoding: string;
    line: number;
  }) => `${count} of its ${lines} lines that are not plain ASCII are ${encoding}, line ${line} first`,
  mixedOne: ({ first }: { first: string }) => `The list fits no encoding as a whole: ${first}. ${CHOOSE}`,
  mixed: ({ first, second }: { first: string; second: string }) =>
    `The list fits no encoding as a whole: ${first}; ${second}. ${CHOOSE}`,
  textInNone: ({ line }: { line: number }) =>
    `The list fits no encoding as a whole: line ${line} is text in none. ${CHOOSE}`,
  misnamed: ({
    named,
    misfits,
    lines,
    line,
  }: {
    named: string;
    misfits: number;
    lines: number;
    line: number;
  }) =>
    `--encoding ${named} does not fit: ${misfits} of the ${lines} lines that are not plain ASCII are not that, line ${line} first. No other fits all of it either. Nothing was sent. Export it again as UTF-8.`,
  misnamedForOther: ({
    named,
    misfits,
    lines,
    line,
    other,
  }: {
    named: string;
    misfits: number;
    lines: number;
    line: number;
    other: string;
  }) =>
    `--encoding ${named} does not fit: ${misfits} of the ${lines} lines that are not plain ASCII are not that, line ${line} first. ${other} fits. Nothing was sent. Give --encoding ${other}, or leave --encoding out.`,
  isOther: ({ named, encoding, evidence }: { named: string; encoding: string; evidence: string }) =>
    `--encoding ${named} does not fit: it is ${encoding} by ${evidence}. Nothing was sent. Leave --encoding out.`,
};
