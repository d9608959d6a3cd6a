// Text laid out in a terminal's columns, of which a Chinese character takes two. Pure.

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u;

/** What comes from a list or a path moves no cursor, changes no colours and turns no line around. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** The same for a whole page, whose lines stay. */
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

/** The text, or its beginning and `…` where it is longer than that. */
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

/** Less room than this beside the start is none: then the text begins on a line of its own. */
const NARROWEST = 15;
const OWN_LINE = ' '.repeat(4);

/** @returns `start` and the text behind it, broken between words, each further line as far in as the text begins */
export function hanging(start: string, text: string, columns: number): string {
  const indent = columnsOf(start);
  const room = columns - indent;
  if (room < NARROWEST) {
    return columns - OWN_LINE.length < NARROWEST
      ? start + text
      : `${start.trimEnd()}\n${hanging(OWN_LINE, text, columns)}`;
  }
  return inLines(text.split(' '), ' ', start, ' '.repeat(indent), columns);
}

/** @returns the parts, two blanks between them, broken between parts, each further line two blanks in */
export function spaced(parts: readonly string[], columns: number): string {
  return inLines(parts, '  ', '', '  ', columns);
}

function inLines(
  parts: readonly string[],
  between: string,
  start: string,
  indent: string,
  columns: number,
): string {
  const lines: string[] = [];
  let line = start;
  let empty = true;
  for (const part of parts) {
    const longer = empty ? line + part : line + between + part;
    if (empty || columnsOf(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = indent + part.trimStart();
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}
