// Lays text out in a terminal's columns, of which a Chinese character takes two. Pure.

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u;

/**
 * Removes characters from lists and paths that would move the cursor, change colors or reverse the direction of
 * writing.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** Does the same for a whole page and keeps its line breaks. */
export function visiblePage(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** The text, or its beginning with `…` where it is longer than `columns`. */
export function clipped(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += columnsOf(character);
    if (used > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Where fewer columns are left beside the start, the text begins on a line of its own. */
const NARROWEST = 15;
const OWN_LINE = ' '.repeat(4);

/** @returns `start` and the text after it, broken between words; further lines are indented to where the text begins */
export function hanging(start: string, text: string, columns: number): string {
  const indent = columnsOf(start);
  const room = columns - indent;
  if (room < NARROWEST) {
    return columns - OWN_LINE.length < NARROWEST
      ? start + text
      : `${start.trimEnd()}\n${hanging(OWN_LINE, text, columns)}`;
  }
  return inLines(piecesOf(text), start, ' '.repeat(indent), columns);
}

/** @returns the parts separated by two blanks, broken between parts; further lines are indented by two */
export function spaced(parts: readonly string[], columns: number): string {
  return inLines(
    parts.map((part) => ({ text: part, gap: '  ' })),
    '',
    '  ',
    columns,
  );
}

interface Piece {
  readonly text: string;
  /** What stands before it unless it begins a line. */
  readonly gap: string;
}

/** Signs that no line begins with, and those that none ends with. */
const CLOSING = /[\p{Pe}\p{Pf}，。；：？！、…—％,.;:?!%]/u;
const OPENING = /[\p{Ps}\p{Pi}]/u;

/** Text may be broken at blanks, and beside a wide character. */
function piecesOf(text: string): Piece[] {
  return text
    .split(' ')
    .flatMap((word) => unbroken(word).map((piece, index) => ({ text: piece, gap: index === 0 ? ' ' : '' })));
}

function unbroken(word: string): string[] {
  const pieces: string[] = [];
  let before = '';
  for (const character of word) {
    const mayBreak =
      (WIDE.test(before) || WIDE.test(character)) && !CLOSING.test(character) && !OPENING.test(before);
    if (before === '' || mayBreak) pieces.push(character);
    else pieces.push(`${pieces.pop() ?? ''}${character}`);
    before = character;
  }
  return pieces.length === 0 ? [''] : pieces;
}

function inLines(parts: readonly Piece[], start: string, indent: string, columns: number): string {
  const lines: string[] = [];
  let line = start;
  let empty = true;
  for (const { text, gap } of parts) {
    const longer = empty ? line + text : line + gap + text;
    if (empty || columnsOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = indent + text.trimStart();
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}
