// Parses a script as Redis does, as Lua 5.1, and compares it with its head: every name must be declared, and each of
// KEYS and ARGV bound once, at the top, in the head's order and under the head's name.

import parser from 'luaparse';
import { headOf } from './head.mjs';
import { resolve } from './resolve.mjs';

/** @import { Chunk, Node } from 'luaparse' */
/** @typedef {{ list: string, position: number, isRest: boolean, node: Node }} Binding `isRest`: and all behind that */

/** The globals that Redis gives a script, as far as scripts use them. */
const GIVEN = new Set(
  'KEYS ARGV redis cjson string table math ipairs pairs next select tonumber tostring type unpack pcall error'.split(
    ' ',
  ),
);
const LISTS = ['KEYS', 'ARGV'];

/**
 * @param {string} root
 * @param {string} script from the repository's top
 * @returns {string[]} what is wrong, each as `file:line: what`
 * @throws {LuaError} where its head or an include is wrong
 */
export function problemsOf(root, script) {
  const head = headOf(root, script);
  const { text, origins } = resolve(root, script);
  /** @param {number} line @param {string} what */
  const at = (line, what) => {
    const origin = origins[Math.min(line, origins.length) - 1] ?? { file: script, line };
    return `${origin.file}:${origin.line}: ${what}`;
  };
  /** @type {Chunk} */
  let chunk;
  try {
    chunk = parser.parse(text, { luaVersion: '5.1', scope: true, locations: true, comments: false });
  } catch (error) {
    if (!(error instanceof SyntaxError) || !('line' in error)) throw error;
    return [at(Number(error.line), `not Lua 5.1: ${error.message.replace(/^\[\d+:\d+\] /, '')}`)];
  }
  const isOwn = (/** @type {Node} */ { loc }) => origins[loc.start.line - 1]?.file === script;
  return [...undeclared(chunk), ...outOfPlace(chunk, isOwn), ...unbound(head, chunk)].map(([node, what]) =>
    at(node?.loc.start.line ?? 1, what),
  );
}

/**
 * @param {Chunk} chunk
 * @returns {[Node, string][]}
 */
function undeclared({ globals }) {
  return globals
    .filter(({ name = '' }) => !GIVEN.has(name))
    .map((node) => [node, `nobody has declared ${node.name}`]);
}

/**
 * Finds reads of KEYS or ARGV outside a binding, and bindings that come too late.
 *
 * @param {Chunk} chunk
 * @param {(node: Node) => boolean} isOwn whether the node is in the script itself
 * @returns {[Node, string][]}
 */
function outOfPlace({ body }, isOwn) {
  /** @type {[Node, string][]} */
  const found = [];
  let atTop = true;
  for (const statement of body) {
    const binding = bindingOf(statement);
    if (binding !== undefined) {
      if (!atTop) found.push([statement, `${binding.list} is bound before anything else is done`]);
      continue;
    }
    if (isOwn(statement)) atTop = false;
    for (const node of identifiersIn(statement)) {
      if (node.isLocal !== true && LISTS.includes(node.name ?? ''))
        found.push([node, `${node.name} is read by its position: bind it to a name at the top`]);
    }
  }
  return found;
}

/**
 * @param {import('./head.mjs').Head} head
 * @param {Chunk} chunk
 * @returns {[Node | undefined, string][]}
 */
function unbound(head, { body }) {
  /** @type {[Node | undefined, string][]} */
  const found = [];
  const bindings = body.flatMap((statement) => bindingOf(statement) ?? []);
  const uses = body.flatMap((statement) => identifiersIn(statement));
  for (const [list, names] of /** @type {const} */ ([
    ['KEYS', head.keys],
    ['ARGV', head.args],
  ])) {
    const own = bindings.filter((binding) => binding.list === list);
    for (const [index, name] of names.entries()) {
      const local = localOf(list, name);
      const wanted = name.startsWith('...')
        ? `local ${local} = rest(${list}, ${index + 1})`
        : `local ${local} = ${list}[${index + 1}]`;
      const { node } =
        own.find(
          ({ position, isRest, node: { name: bound } }) =>
            position === index + 1 && isRest === name.startsWith('...') && bound === local,
        ) ?? {};
      if (node === undefined)
        found.push([undefined, `${list} of the head names ${name}, so there must be: ${wanted}`]);
      else if (uses.filter((use) => use.name === local).length < 2)
        found.push([node, `${local} is never used`]);
    }
    for (const { position, node } of own.filter(({ position: of }) => of > names.length))
      found.push([node, `${list} of the head has no entry for ${position}`]);
  }
  return found;
}

/**
 * The local name of a key or an argument in the script.
 *
 * @param {string} list
 * @param {string} name in the head
 */
function localOf(list, name) {
  if (!name.startsWith('...')) return list === 'KEYS' ? `${name}Key` : name;
  const bare = name.slice(3);
  return list === 'KEYS' ? `${bare.replace(/s$/, '')}Keys` : bare;
}

/**
 * Recognises `local x = KEYS[1]`, `local x = tonumber(ARGV[1])` and `local x = rest(ARGV, 2)`.
 *
 * @param {Node} statement
 * @returns {Binding | undefined}
 */
function bindingOf({ type, variables = [], init = [] }) {
  const [node, value] = [variables[0], init[0]];
  if (type !== 'LocalStatement' || variables.length !== 1 || node === undefined || value === undefined)
    return undefined;
  const called = value.type === 'CallExpression' ? value.base?.name : undefined;
  const [first, second] = value.arguments ?? [];
  if (called === 'rest' && LISTS.includes(first?.name ?? ''))
    return { list: first?.name ?? '', position: Number(second?.value), isRest: true, node };
  const read = called === 'tonumber' ? first : value;
  if (read?.type !== 'IndexExpression' || !LISTS.includes(read.base?.name ?? '')) return undefined;
  return { list: read.base?.name ?? '', position: Number(read.index?.value), isRest: false, node };
}

/**
 * @param {unknown} node
 * @returns {Node[]}
 */
function identifiersIn(node) {
  if (Array.isArray(node)) return node.flatMap((each) => identifiersIn(each));
  if (typeof node !== 'object' || node === null) return [];
  const own = /** @type {Node} */ (node);
  return own.type === 'Identifier' ? [own] : Object.values(node).flatMap((each) => identifiersIn(each));
}
