// Parses Prometheus's text format 0.0.4 strictly: what a real scraper would refuse is an error here.

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scrape {
  /** The type of each family. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gy;

/** @throws Error at the first line that breaks the format */
export function parseExposition(text: string): Scrape {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  const seen = new Set<string>();
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (types.has(name)) throw new Error(`${name} comes twice`);
      family = name;
    } else if (kind === 'TYPE') {
      if (name !== family) throw new Error(`the type of ${name} stands with ${family}`);
      types.set(name, rest);
    } else {
      const sample = parseSample(line);
      if (familyOf(sample.name, types) !== family) throw new Error(`${sample.name} stands with ${family}`);
      const identity = line.slice(0, line.lastIndexOf(' '));
      if (seen.has(identity)) throw new Error(`${identity} comes twice`);
      seen.add(identity);
      samples.push(sample);
    }
  }
  return { types, samples };
}

function parseSample(line: string): Sample {
  const [, name = '', labelText = '', valueText = ''] = SAMPLE.exec(line) ?? [];
  const value = Number(valueText.replace('Inf', 'Infinity'));
  if (name === '' || (Number.isNaN(value) && valueText !== 'NaN')) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  let end = 0;
  for (const match of labelText.matchAll(LABEL)) {
    const [whole, label = '', escaped = ''] = match;
    labels[label] = escaped.replaceAll(/\\(.)/g, (_, character: string) =>
      character === 'n' ? '\n' : character,
    );
    end = match.index + whole.length;
  }
  if (end !== labelText.length) throw new Error(`labels can't be read: ${line}`);
  return { name, labels, value };
}

/** `…_bucket`, `…_sum` and `…_count` belong to their histogram. */
export function familyOf(name: string, types: ReadonlyMap<string, string>): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  return types.get(base) === 'histogram' ? base : name;
}

/** The sum of the samples of that name that have these labels. */
export function sumOf(
  { samples }: Scrape,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  return samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);
}
