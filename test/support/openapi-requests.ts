// Makes requests out of the interface's document: such as it describes, such as it doesn't, and such as nobody would think of. The same
// seed makes the same requests.

import * as fc from 'fast-check';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface FuzzDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What has broken programs before. */
const NASTY = [
  '',
  '../../etc/passwd',
  '..%2f..%2fkey',
  '\u0000',
  '%00',
  "'; DROP TABLE batches; --",
  '=cmd|calc',
  '\u202Egnp.exe',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '-1',
  '1e999',
  'NaN',
  'ﷺ'.repeat(50),
  '😀',
  '\ud800',
  'x'.repeat(5_000),
  '{}',
  '[]',
  'null',
];

/**
 * @param known texts that name things which are there, so that some requests get further than their form
 */
export function requestsOf(document: FuzzDocument, known: readonly string[]): fc.Arbitrary<FuzzRequest> {
  const arbitraries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => requestTo(path, method, described, document, known)),
  );
  return fc.oneof(...arbitraries);
}

function requestTo(
  path: string,
  method: string,
  { parameters = [], requestBody }: Described,
  document: FuzzDocument,
  known: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  const text = textsOf(known);
  const values = fc.tuple(
    ...parameters.map(({ schema = {} }) => fc.oneof(valueOf(schema, document, text), text)),
  );
  const schema = requestBody?.content?.['application/json']?.schema;
  const body = requestBody === undefined ? fc.constant(undefined) : bodyOf(schema, document, text);
  const kind = fc.constantFrom(
    'application/json',
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
  );
  const left = fc.array(fc.boolean(), { minLength: parameters.length, maxLength: parameters.length });
  return fc.tuple(values, left, body, kind).map(([given, isLeft, sent, type]) => {
    let named = path;
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    for (const [index, parameter] of parameters.entries()) {
      const value = asText(given[index]);
      if (parameter.in === 'path') named = named.replace(`{${parameter.name}}`, encodePart(value));
      else if (isLeft[index] === true) continue;
      else if (parameter.in === 'query') query.append(parameter.name, value);
      else headers[parameter.name] = value.replaceAll(/[^\x21-\x7e]/g, '');
    }
    const asked = query.size === 0 ? named : `${named}?${query.toString()}`;
    if (sent !== undefined) headers['content-type'] = type;
    return { method: method.toUpperCase(), path: asked, headers, body: sent };
  });
}

function encodePart(value: string): string {
  // An empty part would be another path, and a lone surrogate none.
  return value === '' ? '%20' : encodeURIComponent(value.toWellFormed());
}

function textsOf(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary', maxLength: 30 }),
    ...(known.length === 0 ? [] : [fc.constantFrom(...known)]),
  );
}

function bodyOf(
  schema: Schema | undefined,
  document: FuzzDocument,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<string | undefined> {
  const described = valueOf(schema ?? {}, document, text).map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 6, arbitrary: described },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** Mostly what the schema says, and now and then something else in its place. */
function valueOf(
  schema: Schema,
  document: FuzzDocument,
  text: fc.Arbitrary<string>,
  depth = 0,
): fc.Arbitrary<unknown> {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 1 }), text);
  if (depth > 6) return anything;
  return fc.oneof(
    { weight: 9, arbitrary: describedBy(schema, document, text, depth) },
    { weight: 1, arbitrary: anything },
  );
}

function describedBy(
  schema: Schema,
  document: FuzzDocument,
  text: fc.Arbitrary<string>,
  depth: number,
): fc.Arbitrary<unknown> {
  const of = (inner: Schema): fc.Arbitrary<unknown> => valueOf(inner, document, text, depth + 1);
  if (schema.$ref !== undefined)
    return of(document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(of));
  if (schema.properties !== undefined)
    return fc.record(
      Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, of(inner)])),
      { requiredKeys: [] },
    );
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer(), fc.double());
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(of(schema.items ?? {}), { maxLength: 4 });
    case 'string':
      return schema.pattern === undefined ? text : fc.oneof(text, fc.stringMatching(/^[a-f0-9]{32}$/));
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
