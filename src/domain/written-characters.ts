// Characters of a name that some program has replaced, and the character that each certainly stands for. Pure tables. A
// replacement with several meanings is not listed, so such a name is not sent.

/** U+2F00–2FD5 look like characters but are other code points; text extracted from a PDF often has them. */
const KANGXI_RADICALS = /[\u2F00-\u2FD5]/gu;
/** These radicals stand for two characters each: 戶 or 户, 靑 or 青. */
const AMBIGUOUS_RADICALS: ReadonlySet<string> = new Set(['\u2F3E', '\u2FAD']);

/** Supplementary radicals that are whole characters, by Unicode's EquivalentUnifiedIdeograph. Parts such as ⺡ are not. */
const SUPPLEMENTARY_RADICALS = pairs(
  '⺎兀⺒巳⺓幺⺜日⺝月⺟母⺠民⺩王⺬示⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤' +
    '⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟',
);

function pairs(text: string): ReadonlyMap<string, string> {
  const characters = Array.from(text);
  return new Map(
    characters.flatMap((from, at) => (at % 2 === 0 ? [[from, characters[at + 1] ?? from] as const] : [])),
  );
}

/**
 * The two-byte characters FE50 to FEA0 of GB 18030, from U+E815 on. GBK had no other code points for them; GB
 * 18030-2022 has. Radicals, which no name holds, are left out (-).
 */
const GBK_FIRST = 0xe815;
const GBK_PRIVATE = (
  '- 20087 20089 200CC - 3473 3447 - - 9FB4 359E 361A 360E - - 396E 3918 9FB5 39CF 39DF 3A73 39D0 9FB6 9FB7 3B4E ' +
  '3C6E 3CE0 - 215D7 9FB8 - 4056 415F - 4337 - - - 2298F 43B1 43AC - 43DD 44D6 4661 464C 9FB9 4723 4729 477C 478D - ' +
  '4947 497A 497D 4982 4983 4985 4986 499F 499B 49B7 49B6 9FBA 241FE 4CA3 4C9F 4CA0 4CA1 4C77 4CA2 4D13 4D14 4D15 ' +
  '4D16 4D17 4D18 4D19 4DAE 9FBB'
).split(' ');
/** The wide blank in older code pages. */
const PRIVATE_BLANK = '\uE5E5';
const PRIVATE_USE = /[\uE5E5\uE815-\uE864]/gu;

const VARIATION_SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const FULL_WIDTH_LETTERS = /[\uFF21-\uFF3A\uFF41-\uFF5A]/gu;
const FULL_WIDTH_OFFSET = 0xfee0;
/** Dots that stand for U+00B7 beyond those that the first version of the rules knew. */
const OTHER_DOTS =
  /(?<=\p{L}\s?)[\u318D\u16EB\u2E31\u2E33\uA78F\u1427\u2024\uFE52\uFF61\u3002\u02D9\u2981\u25E6\u2218](?=\s?\p{L})/gu;
const REPEATED_DOTS = /\u00B7{2,}/gu;
const PLAIN_ASCII = /^[ -~]*$/;

/** Replaces each character that certainly stands for another. */
export function restoreCharacters(name: string): string {
  if (PLAIN_ASCII.test(name)) return name;
  return name
    .replace(KANGXI_RADICALS, (radical) =>
      AMBIGUOUS_RADICALS.has(radical) ? radical : radical.normalize('NFKC'),
    )
    .replace(/[\u2E80-\u2EF3]/gu, (radical) => SUPPLEMENTARY_RADICALS.get(radical) ?? radical)
    .replace(PRIVATE_USE, standardOf)
    .replace(VARIATION_SELECTORS, '')
    .replace(FULL_WIDTH_LETTERS, (letter) => String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(OTHER_DOTS, '\u00B7')
    .replace(REPEATED_DOTS, '\u00B7');
}

function standardOf(character: string): string {
  if (character === PRIVATE_BLANK) return ' ';
  const code = GBK_PRIVATE[character.charCodeAt(0) - GBK_FIRST] ?? '-';
  return code === '-' ? character : String.fromCodePoint(parseInt(code, 16));
}

/** Entities of HTML and XML that may stand in a name. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bull: '\u2022',
  emsp: ' ',
  ensp: ' ',
  middot: '\u00B7',
  nbsp: ' ',
  quot: '"',
  rsquo: '\u2019',
  shy: '',
  thinsp: ' ',
  zwj: '',
  zwnj: '',
};
const ESCAPES = /&#(\d{1,7});|&#x([0-9a-f]{1,6});|&([a-z]{2,6});|\\u([0-9a-f]{4})/giu;
/** An export of an export may have escaped the escapes. */
const MOST_LAYERS = 3;

/** Decodes `&#24352;`, `&#x5F20;`, `&middot;` and `\u5F20`. */
export function unescapeCharacters(name: string): string {
  let text = name;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    if (!text.includes('&') && !text.includes('\\u')) break;
    text = text.replace(
      ESCAPES,
      (written: string, decimal?: string, hex?: string, named?: string, unit?: string) => {
        if (named !== undefined) return NAMED[named.toLowerCase()] ?? written;
        if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
        return characterAt(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)) ?? written;
      },
    );
  }
  return text;
}

const FIRST_PRINTABLE = 0x20;

function characterAt(codePoint: number): string | undefined {
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  const isText = codePoint >= FIRST_PRINTABLE && codePoint <= 0x10ffff && !isSurrogate;
  return isText ? String.fromCodePoint(codePoint) : undefined;
}
