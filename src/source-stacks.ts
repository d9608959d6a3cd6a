// Shows stack traces of the bundled programs with the names and lines of the sources. Source maps are read only when a
// trace is asked for, as reading them all would slow every command down.

import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const programs = dirname(here);
const packageRoot = join(programs, '..', '..');
const isBundle = /[\\/]dist[\\/]programs$/.test(programs);

/** From here on traces name the sources. Modules that run as they were compiled need nothing. */
export function nameSources(): void {
  if (!isBundle) return;
  const maps = new Map<string, SourceMap | undefined>();
  Error.prepareStackTrace = (error, frames) => {
    const place = isOfUndici(error) ? String : (frame: NodeJS.CallSite) => inSources(frame, maps);
    return [String(error), ...frames.map((frame) => `    at ${place(frame)}`)].join('\n');
  };
}

const PLACE = /(?:file:\/\/)?(\/[^\s():]*):(\d+):(\d+)/;

function inSources(frame: { toString(): string }, maps: Map<string, SourceMap | undefined>): string {
  return frame.toString().replace(PLACE, (place, path: string, line: string, column: string) => {
    if (!path.startsWith(programs)) return place;
    if (!maps.has(path)) maps.set(path, mapOf(path));
    const entry = maps.get(path)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return place;
    const source = relative(packageRoot, join(programs, entry.originalSource));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

/** Undefined where there is no map, so that the trace stays as it is. */
function mapOf(path: string): SourceMap | undefined {
  try {
    const payload = JSON.parse(readFileSync(`${path}.map`, 'utf8')) as ConstructorParameters<
      typeof SourceMap
    >[0];
    return new SourceMap(payload);
  } catch {
    return undefined;
  }
}

/** undici reads the traces of its own errors while all is well, and reading a map then would cost every run a moment. */
function isOfUndici(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('UND_ERR');
}
