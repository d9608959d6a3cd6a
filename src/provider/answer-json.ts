// Reads JSON as providers write it, faults included where the meaning is certain. The sample in the document of
// `/auth/idcard` has a comma before a closing brace; other programs leave line breaks in strings. It knows no field's
// meaning.

/** @returns undefined where the text is no JSON object, or has its field `code` twice with different values */
export function parseAnswer(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text) ?? parseJson(repaired(text));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return contradicts(text, 'code') ? undefined : (value as Readonly<Record<string, unknown>>);
}

const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;

/** Accepts a whole number or its text; -0 becomes 0. */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return WHOLE.test(text) ? Number(text) : undefined;
}

/** The text of an answer's field; empty where it has none. */
export function wordsOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A string without its end reaches to the end of the text, so that the search takes linear time. */
const TOKEN = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|,(?=\s*[}\]])/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})|\\([^])|\p{Cc}/gu;

/** Strings are matched first, so that a comma inside a string stays. */
function repaired(text: string): string {
  return text.replace(TOKEN, (token) => (token === ',' ? '' : repairedString(token)));
}

/**
 * Escapes line breaks and other controls that stand bare in the string, and removes backslashes that escape nothing.
 */
function repairedString(string: string): string {
  return string.replace(ESCAPE, (all, needless?: string) => {
    if (needless !== undefined) return needless < ' ' ? '' : needless;
    if (all.length > 1) return all;
    return `\\u${all.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Whether the object has the field more than once with different values, of which JSON.parse would take the last. */
function contradicts(text: string, field: string): boolean {
  const first = text.indexOf(`"${field}"`);
  const again = text.indexOf(`"${field}"`, first + 1);
  if (again === -1 && !text.includes('\\u00')) return false;
  return new Set(valuesOf(text, field)).size > 1;
}

const PART = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Every key of every object in the text, in order. */
export function* keysOf(text: string): Generator {
  let before = '';
  for (const [part] of text.matchAll(PART)) {
    if (part === ':') yield parseJson(before);
    before = part;
  }
}

/** The values of the field in the outermost object. */
function* valuesOf(text: string, field: string): Generator {
  let depth = 0;
  let before = '';
  let key = '';
  for (const [part] of text.matchAll(PART)) {
    if (depth === 1 && part === ':') key = before;
    else if (depth === 1 && before === ':' && parseJson(key) === field) {
      yield wholeNumber(parseJson(part)) ?? part;
    }
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') depth -= 1;
    before = part;
  }
}
