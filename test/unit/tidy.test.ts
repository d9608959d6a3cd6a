// The rules of the house: which file may import which, which may read the environment, how long a file may be, how it
// opens. A person who has a reason to break a rule writes it down here.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Source {
  /** The path from the repository's top, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The modules that it imports, `import type` too: packages by name, own files by path. */
  readonly imports: readonly string[];
}

const IMPORT =
  /^\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
  return { path, text, imports: imports.map((name) => resolved(path, name)) };
}

function resolved(path: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const target = relative(ROOT, join(ROOT, dirname(path), name))
    .split(sep)
    .join('/');
  const source = target.replace(/\.js$/, '.ts');
  return existsSync(join(ROOT, `${source}x`)) ? `${source}x` : source;
}

function sourcesUnder(directory: string): Source[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => read(`${directory}/${name.split(sep).join('/')}`));
}

const SOURCES = [...sourcesUnder('src'), ...sourcesUnder('workers'), ...sourcesUnder('tools')];
const SCRIPTS = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.lua'))
  .map((name) => read(`src/${name.split(sep).join('/')}`));
/**
 * Rooms from the lowest to the highest: each may import those of the rows below its own, and itself. Rooms of one row know
 * nothing of each other; types of the configuration, and the files at the top of src, are anybody's.
 */
const ROOMS: readonly (readonly string[])[] = [
  ['words'],
  ['domain'],
  ['files', 'network', 'tracing'],
  ['provider', 'redis'],
  ['journal'],
  ['queue'],
  ['ingest', 'verify', 'collect', 'reconcile', 'simulator', 'http', 'access', 'audit', 'lists'],
  ['people', 'money', 'webhooks'],
  ['batch'],
  ['schedule'],
  ['workers'],
  ['app'],
  ['serve'],
  ['cli'],
];

function stageOf(path: string): string {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('workers/') ? 'workers' : path);
}

/** What breaks a rule, as `file: what`, apart from the exceptions that have a reason. */
function broken(
  rule: (source: Source) => readonly string[],
  reasons: Readonly<Record<string, string>> = {},
  sources = SOURCES,
): string[] {
  return sources
    .filter(({ path }) => !(path in reasons))
    .flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`));
}

describe('the sources', () => {
  it('are found, with what they import', () => {
    expect(SOURCES.length).toBeGreaterThan(80);
    expect(SCRIPTS.length).toBeGreaterThan(25);
    expect(read('src/provider/client.ts').imports).toEqual(
      expect.arrayContaining(['undici', 'src/domain/decision.ts', 'src/provider/session-ids.ts']),
    );
  });
});

describe('imports', () => {
  it('of src/domain are of itself, of words and of what is pure', () => {
    // These modules only turn bytes into bytes.
    const pure = new Set(['node:crypto', 'node:zlib', 'node:buffer', 'zod']);
    const impure = ({ path, imports }: Source) =>
      path.startsWith('src/domain/')
        ? imports.filter((name) => !/^src\/(?:domain|words)\//.test(name) && !pure.has(name))
        : [];
    expect(broken(impure)).toEqual([]);
  });

  it('of src/words are of itself alone', () => {
    const foreign = ({ path, imports }: Source) =>
      path.startsWith('src/words/') ? imports.filter((name) => !name.startsWith('src/words/')) : [];
    expect(broken(foreign)).toEqual([]);
  });

  it('of bullmq, types too, stay within src/queue', () => {
    const queueing = ({ path, imports }: Source) =>
      stageOf(path) === 'queue' ? [] : imports.filter((name) => /^bullmq\b/.test(name));
    const reasons = {
      'src/tracing/tracing.ts': 'the type of the hook for traces that BullMQ takes',
    };
    expect(broken(queueing, reasons)).toEqual([]);
  });

  it('of ioredis, types too, stay within src/redis', () => {
    const connecting = ({ path, imports }: Source) =>
      stageOf(path) === 'redis' ? [] : imports.filter((name) => /^ioredis\b/.test(name));
    expect(broken(connecting)).toEqual([]);
  });

  it('of undici stay with those who speak HTTP', () => {
    const http = ({ path, imports }: Source) =>
      ['provider', 'network'].includes(stageOf(path)) ? [] : imports.filter((name) => name === 'undici');
    expect(broken(http)).toEqual([]);
  });

  it('are of rooms below, never of one beside or above', () => {
    const levelOf = (path: string): number => ROOMS.findIndex((rooms) => rooms.includes(stageOf(path)));
    const upwards = ({ path, imports }: Source) => {
      const level = levelOf(path);
      if (level === -1) return [];
      return imports.filter((name) => stageOf(name) !== stageOf(path) && levelOf(name) >= level);
    };
    expect(broken(upwards)).toEqual([]);
  });

  it('have a row for every room', () => {
    const rooms = new Set(SOURCES.map(({ path }) => stageOf(path)).filter((room) => !room.includes('.')));
    expect([...rooms].toSorted()).toEqual(ROOMS.flat().toSorted());
  });

  it('of one provider are by the list of providers and by the pretend service of that provider', () => {
    const chosen = ({ path, imports }: Source) =>
      path === 'src/provider/index.ts' || ['provider', 'simulator'].includes(stageOf(path))
        ? []
        : imports.filter((name) => /^src\/provider\/[^/]+\//.test(name));
    expect(broken(chosen)).toEqual([]);
  });

  it('of the configuration are by those who put the parts together, and for its types', () => {
    const configured = ({ path, text, imports }: Source) => {
      if (
        !imports.includes('src/config.ts') ||
        ['app', 'serve', 'cli', 'workers', 'batch'].includes(stageOf(path))
      )
        return [];
      return /^import type [^;]*config\.js';$/m.test(text) ? [] : ['src/config.ts'];
    };
    const reasons = {
      'src/index.ts': 'reads the settings for a program, as the command line does for its user',
    };
    expect(broken(configured, reasons)).toEqual([]);
  });

  it('go round in no circle', () => {
    const importsOf = new Map(SOURCES.map(({ path, imports }) => [path, imports]));
    const settled = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      if (way.includes(path) || settled.has(path)) return;
      for (const next of importsOf.get(path) ?? []) visit(next, [...way, path]);
      settled.add(path);
    };
    for (const path of importsOf.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read by src/config.ts alone', () => {
    const reads = ({ text }: Source) => (/\bprocess\.env\b/.test(text) ? ['process.env'] : []);
    const reasons: Record<string, string> = {
      'src/config.ts': 'the one reader',
      'src/language-setting.ts': 'asks for the language, in which the settings’ own errors are told',
      'src/launch.ts': 'asks what started the process, long before its settings are read',
      'src/app/verify-processes.ts': 'hands it on to the processes that it starts, and reads nothing',
    };
    for (const { path } of SOURCES) {
      if (path.startsWith('tools/setup/') || path === 'src/redis/redis-program.mjs')
        reasons[path] = 'runs before anything is installed, so without src/config.ts';
    }
    expect(broken(reads, reasons)).toEqual([]);
  });

  it('is never asked for the time or for chance in src/domain', () => {
    const outside = ({ path, text }: Source) =>
      path.startsWith('src/domain/')
        ? [
            ...text.matchAll(
              /Date\.now|new Date\(\)|Math\.random|randomBytes|randomInt|randomUUID|performance\./g,
            ),
          ].map(([what]) => what)
        : [];
    expect(broken(outside)).toEqual([]);
  });
});

/**
 * Words that only their authors knew, with the field's words that replace them; docs/design/glossary.md explains those.
 */
const RETIRED: Readonly<Record<string, string>> = {
  'wish|wished|Wish|takeBack': 'desired state, withdraw',
  'BEAT|BEAT_MS|LET_GO': 'heartbeat, lease',
  'appetite|Appetite|eater|Eater|portion': 'prefetch, reservation',
  'Places|giveBack': 'semaphore, release',
  'errand|Errand': 'schedule job',
  'resting|Resting|reasonToRest': 'suspended, suspension',
  'whileRoom|whereabouts|Whereabouts': 'retry while Redis is full, batch follower',
  'FilesBehind|halfWritten': 'background writer, temporary files',
  'BatchTurns|BatchTurnParts|TurnCounts|OpenSlices|StepBack|notOurs':
    'batch worker, pending rows, foreign jobs',
  'ceiling|ceilings|Ceilings|CEILING': 'rate cap',
  'voided|unvoid': 'excused',
};

describe('a retired word', () => {
  it('is not used again, but for names that stand in Redis and on disk', () => {
    const word = new RegExp(`\\b(?:${Object.keys(RETIRED).join('|')})\\b`, 'g');
    const literal = /'[^'\n]*'|`(?:resting-|\$\{account\}:)[^`\n]*`|\/\^\(resting-[^\n]*/g;
    const used = ({ path, text }: Source) => {
      // Names in quotes, and the fields that a script's head explains, are names in Redis.
      const own = text.replace(literal, '').replace(/`(?:wish|ceilings)`/g, '');
      return path.startsWith('src/ingest/') ? [] : [...own.matchAll(word)].map(([found]) => found);
    };
    expect(broken(used, {}, [...SOURCES, ...SCRIPTS])).toEqual([]);
  });
});

describe('a return code', () => {
  it('is written out in src/provider alone', () => {
    const written = ({ path, text }: Source) =>
      path.startsWith('src/provider/') || path.startsWith('tools/')
        ? []
        : [...text.matchAll(/'(?:-58\d\d|7000\d)'|\bcode\)? *[!=]==? *'?-?\d/g)].map(([what]) => what);
    const reasons = {
      'src/simulator/person-rule.ts': 'codes that no document lists, as services give them all the same',
    };
    expect(broken(written, reasons)).toEqual([]);
  });
});

/** The modules that the build makes of the .lua files. */
const MADE = Object.fromEntries(
  SOURCES.filter(({ path }) => /^src\/\w+\/scripts\.ts$/.test(path)).map(({ path }) => [
    path,
    'made by the build',
  ]),
);

describe('a script of Redis', () => {
  it('is in Lua, in a file of its own', () => {
    const written = ({ text }: Source) => [...text.matchAll(/\bredis\.p?call\(/g)].map(([what]) => what);
    expect(broken(written, MADE)).toEqual([]);
  });

  it('is made by the build alone', () => {
    const made = ({ text }: Source) => (/\bscript\(/.test(text) ? ['script('] : []);
    const reasons = {
      ...MADE,
      'src/redis/script.ts': 'the maker',
      'tools/lua/modules.mjs': 'writes those modules',
    };
    expect(broken(made, reasons)).toEqual([]);
  });
});

describe('a file', () => {
  it('has at most 300 lines', () => {
    const long = ({ text }: Source) => {
      const lines = text.split('\n').length - 1;
      return lines > 300 ? [`${lines} lines`] : [];
    };
    expect(broken(long, {}, [...SOURCES, ...SCRIPTS])).toEqual([]);
  });

  it('of workers has under 60 lines, as it wires and does nothing else', () => {
    const long = ({ path, text }: Source) => {
      const lines = text.split('\n').length - 1;
      return path.startsWith('workers/') && lines >= 60 ? [`${lines} lines`] : [];
    };
    expect(broken(long)).toEqual([]);
  });

  it('opens with a comment that says what it knows', () => {
    const bare = ({ text }: Source) => {
      const body = text.replace(/^#!.*\n/, '');
      return /^(\/\/ \S.*|\/\*\*?[\s\S]*?\*\/)\n/.test(body) ? [] : ['no comment'];
    };
    expect(broken(bare)).toEqual([]);
  });

  it('has no loose ends', () => {
    const loose = ({ text }: Source) =>
      [...text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b/g)].map(([mark]) => mark);
    expect(broken(loose, {}, [...SOURCES, ...SCRIPTS])).toEqual([]);
  });

  it('never writes to the console, ignores a type or a rule', () => {
    const marks =
      /\bconsole\.\w+|@ts-(?:ignore|nocheck|expect-error)|(?:eslint|oxlint)-disable\S*|\bas any\b/g;
    expect(broken(({ text }) => [...text.matchAll(marks)].map(([mark]) => mark))).toEqual([]);
  });
});
