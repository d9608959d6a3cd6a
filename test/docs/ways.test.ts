// The ways of a row and of a call, as ARCHITECTURE.md draws them, against the code: each function is where the drawing
// says, and is called by the one above it.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');

interface Step {
  readonly depth: number;
  readonly name: string;
  readonly path: string;
  /** What the caller calls it by, and who hands it to the caller; undefined: the caller knows the file. */
  readonly port: { readonly name: string; readonly wiring: string } | undefined;
  readonly caller: Step | undefined;
}

const LINE = /^( *)(\w+) +(\S+\.ts)(?: +← (\w+), (\S+\.ts))?$/;

function stepsIn(block: string): Step[] {
  const steps: Step[] = [];
  for (const line of block.trimEnd().split('\n')) {
    const [, indent, name, path, port, wiring] = LINE.exec(line) ?? [];
    if (indent === undefined || name === undefined || path === undefined)
      throw new Error(`no step of a way: ${line}`);
    const depth = indent.length / 2;
    steps.push({
      depth,
      name,
      path,
      port: port === undefined || wiring === undefined ? undefined : { name: port, wiring },
      caller: steps.findLast((step) => step.depth === depth - 1),
    });
  }
  return steps;
}

const WAYS = [...PAGE.matchAll(/^```way\n(.*?)^```$/gms)].map(([, block]) => stepsIn(block ?? ''));
const STEPS = WAYS.flat();

function codeOf(path: string): string {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\/\/.*$/gm, '');
}

function importsOf(path: string): string[] {
  const names = [...codeOf(path).matchAll(/ from '(\.[^']+)'/g)].map(([, name]) => name ?? '');
  return names.map((name) => posix.join(dirname(path), name).replace(/\.js$/, '.ts'));
}

/** Where a function, a method or a property that holds one is defined. */
function definition(name: string): RegExp {
  return new RegExp(
    `\\bfunction\\*? ${name}\\b|^ +(?:static |readonly |async |\\*)*#?${name}(?:<[^>]*>)?(?:\\(.*\\{$|\\($| = async |: \\()|^ +${name},$`,
    'm',
  );
}

/** From the function's definition to the end of its block, by indentation. */
function bodyOf({ name, path }: Step): string {
  const code = codeOf(path);
  const rest = code.slice(definition(name).exec(code)?.index);
  const indent = /^ */.exec(rest)?.[0] ?? '';
  const end = new RegExp(`^${indent}\\}`, 'm').exec(rest);
  return rest.slice(0, end?.index);
}

function isCalledBy({ name, path, port }: Step, caller: Step): boolean {
  const code = codeOf(caller.path);
  const calls = code.match(new RegExp(`(?<!function\\*? )\\b${name}\\(`, 'g'))?.length ?? 0;
  if (port === undefined) {
    const knows = caller.path === path || importsOf(caller.path).includes(path);
    return knows && calls > 0;
  }
  const wiring = importsOf(port.wiring);
  const known = [caller.path, ...importsOf(caller.path)];
  const meet = [port.wiring, ...wiring].some((file) => known.includes(file));
  return meet && wiring.includes(path) && new RegExp(`\\b${port.name}\\b`).test(code);
}

function where({ name, path }: Step): string {
  return `${name} of ${path}`;
}

describe('the ways drawn in ARCHITECTURE.md', () => {
  it('are four: into the queue, to the call, to the files, and a call’s own', () => {
    expect(WAYS.map(([first]) => first?.name)).toEqual([
      'produce',
      'startSliceWorker',
      'untilEnd',
      'verifyRow',
    ]);
  });

  it('name functions that are where they say', () => {
    const files = STEPS.flatMap(({ path, port }) => [path, ...(port === undefined ? [] : [port.wiring])]);
    expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(STEPS.filter(({ name, path }) => !definition(name).test(codeOf(path))).map(where)).toEqual([]);
  });

  it('go from a function to one that it calls', () => {
    const astray = STEPS.filter((step) => step.caller !== undefined && !isCalledBy(step, step.caller));
    expect(astray.map((step) => `${where(step)} by ${step.caller?.path}`)).toEqual([]);
  });

  it('lead from BullMQ to a row in four calls at most, none of which only hands on', () => {
    const way: Step[] = [];
    let step = WAYS[1]?.find(({ name }) => name === 'verifyRow');
    for (; step !== undefined; step = step.caller) way.unshift(step);
    expect(way.length - 1).toBeLessThanOrEqual(4);
    const statements = (body: string): number => body.match(/;$/gm)?.length ?? 0;
    expect(way.filter((passed) => statements(bodyOf(passed)) < 2).map(where)).toEqual([]);
  });

  it('lead from the producer into the queue past two functions at most', () => {
    let between = 0;
    const added = WAYS[0]?.find(({ path }) => path === 'src/queue/slice-queue.ts');
    for (let step = added?.caller; step?.caller !== undefined; step = step.caller) between += 1;
    expect(added).toBeDefined();
    expect(between).toBeLessThanOrEqual(2);
  });

  it('are as long as the page says', () => {
    const paths = WAYS.slice(0, 3)
      .flat()
      .map(({ path }) => path);
    const folders = paths.map((path) => dirname(path));
    const changes = folders.filter((folder, index) => index > 0 && folder !== folders[index - 1]).length;
    const said = /(\d+) files, and changes folder (\d+) times/.exec(PAGE);
    expect(said?.slice(1).map(Number)).toEqual([new Set(paths).size, changes]);
  });
});
