// Writes the types of the HTTP interface's document in TypeScript, for the client among the examples. It knows the part of JSON Schema
// that the document uses, and fails at any other.

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly format?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const HEAD = `// The types of Rollcall's HTTP interface, made of its OpenAPI document:
// 'UPDATE_EXAMPLES=1 npx vitest run test/docs/http.test.ts' makes it anew.
`;

export function typesOf({ paths, components: { schemas = {} } = {} }: Document): string {
  const named = Object.entries(schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
  );
  return [
    HEAD,
    ...named,
    `/** Each operation's path, and what it takes and gives. */\nexport interface Operations {\n${operations.map(({ type }) => type).join('\n')}\n}`,
    `export const OPERATIONS = {\n${operations.map(({ value }) => value).join('\n')}\n} as const;`,
    '',
  ].join('\n\n');
}

function operationOf(path: string, method: string, operation: Operation): { type: string; value: string } {
  const { operationId, summary = '', parameters = [], requestBody, responses } = operation;
  const parts = [
    partOf(
      'params',
      parameters.filter((each) => each.in === 'path'),
    ),
    partOf(
      'query',
      parameters.filter((each) => each.in === 'query'),
    ),
    partOf(
      'headers',
      parameters.filter((each) => each.in === 'header'),
    ),
    bodyOf(requestBody),
    `result: ${resultOf(responses)}`,
  ].filter((part) => part !== '');
  return {
    type: `/** ${summary} */\n${operationId}: { ${parts.map((part) => `readonly ${part}`).join('; ')} };`,
    value: `${operationId}: { method: '${method.toUpperCase()}', path: '${path}' },`,
  };
}

function partOf(name: string, parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  const fields = parameters.map(
    ({ name: field, required = false, schema = {} }) =>
      `readonly ${quoted(field)}${required ? '' : '?'}: ${typeOf(schema)}`,
  );
  const isOptional = parameters.every(({ required = false }) => !required);
  return `${name}${isOptional ? '?' : ''}: { ${fields.join('; ')} }`;
}

function bodyOf(body: Operation['requestBody']): string {
  const schema = body?.content?.['application/json']?.schema;
  if (schema !== undefined) return `json${body?.required === true ? '' : '?'}: ${typeOf(schema)}`;
  return body === undefined ? '' : 'body: Uint8Array | ReadableStream<Uint8Array> | string';
}

function resultOf(responses: Operation['responses']): string {
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'));
  const content = good?.[1].content;
  const schema = content?.['application/json']?.schema;
  if (schema !== undefined) return typeOf(schema);
  return content === undefined ? 'undefined' : 'Response';
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map((each) => `(${typeOf(each)})`).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((each) => `(${typeOf(each)})`).join(' & ');
  const { type } = schema;
  if (Array.isArray(type)) return type.map((each) => typeOf({ ...schema, type: String(each) })).join(' | ');
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`no type is known for ${JSON.stringify(schema)}`);
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `readonly ${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  );
  if (typeof additionalProperties === 'object' && fields.length === 0)
    return `{ readonly [name: string]: ${typeOf(additionalProperties)} }`;
  return fields.length === 0 ? 'Readonly<Record<string, unknown>>' : `{ ${fields.join('; ')} }`;
}

function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}
