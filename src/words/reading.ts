// Reads texts of a catalogue back: which values a text holds, and what it is in another language. So what was written down
// in English, as a reason or a message, is told in whichever language its reader has. Pure.

/** A text of a catalogue: a string, or a function of named values. */
type Text = string | ((values: never) => string);

interface Texts {
  readonly [name: string]: Text | Texts;
}

/** A text as a pattern, with its values as groups. */
interface Form {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** How many characters of the text are its own. */
  readonly own: number;
}

const MARK = '\u{F0000}';
const forms = new Map<Text, Form>();

function formOf(text: Text): Form {
  const known = forms.get(text);
  if (known !== undefined) return known;
  const names: string[] = [];
  const marks = new Proxy({}, { get: (_, name) => `${MARK}${names.push(String(name))}${MARK}` });
  const written = typeof text === 'string' ? text : text(marks as never);
  const parts = written.split(new RegExp(`${MARK}\\d+${MARK}`, 'u'));
  const order = [...written.matchAll(new RegExp(`${MARK}(\\d+)${MARK}`, 'gu'))].map(
    ([, number]) => names[Number(number) - 1] ?? '',
  );
  const source = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*)');
  const own = parts.reduce((sum, part) => sum + part.length, 0);
  const form = { pattern: new RegExp(`^${source}$`, 'su'), names: order, own };
  forms.set(text, form);
  return form;
}

/** The values that the template's text has in place of its names; undefined where it is another text. */
export function valuesIn(text: string, template: Text): Readonly<Record<string, string>> | undefined {
  const { pattern, names } = formOf(template);
  const found = pattern.exec(text);
  if (found === null) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? '']));
}

/**
 * The text in another language, with its values; a value that is a text itself is translated, too.
 *
 * @param from the texts of which it may be one; the one that has most of it as its own words is taken
 * @param to the same texts in the other language
 * @param least how many characters a text must have of its own: where any text may be meant, a few prove nothing
 * @returns undefined where it is none of them
 */
export function translated(text: string, from: Texts, to: Texts, least = 1): string | undefined {
  let best: { readonly own: number; readonly values: object; readonly other: Text } | undefined;
  for (const [template, other] of pairs(from, to)) {
    const { own } = formOf(template);
    if (!isTelling(template, own, least) || own <= (best?.own ?? 0)) continue;
    const values = valuesIn(text, template);
    if (values !== undefined) best = { own, values, other };
  }
  if (best === undefined) return undefined;
  const { values, other } = best;
  if (typeof other === 'string') return other;
  const inner = Object.entries(values).map(([name, value]: [string, string]) => [
    name,
    value === text ? value : (translated(value, from, to, Math.max(least, LEAST_WITHIN)) ?? value),
  ]);
  return other(Object.fromEntries(inner) as never);
}

/** A text without values is known by all of it, unless it is one word, which may be anybody's. */
function isTelling(template: Text, own: number, least: number): boolean {
  return own >= least || (typeof template === 'string' && template.includes(' '));
}

/** A value that is a text has at least so many characters of its own. */
const LEAST_WITHIN = 8;

function* pairs(from: Texts, to: Texts): Generator<readonly [Text, Text]> {
  for (const [name, entry] of Object.entries(from)) {
    const other = to[name];
    if (other === undefined) continue;
    if (isText(entry)) {
      if (isText(other)) yield [entry, other];
    } else if (!isText(other)) yield* pairs(entry, other);
  }
}

function isText(entry: Text | Texts): entry is Text {
  return typeof entry === 'string' || typeof entry === 'function';
}
