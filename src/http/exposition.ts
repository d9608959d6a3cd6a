// Writes metrics in Prometheus's text format 0.0.4. It knows the format, and not what the metrics mean.

import type { Distribution } from '../domain/distribution.js';
import { METRICS, type MetricName } from './metrics.js';

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export type Labels = Readonly<Record<string, string>>;

/** Adds its figures to the page that answers a scrape. */
export type MetricSource = (page: MetricPage) => void | Promise<void>;

export class MetricPage {
  readonly #lines = new Map<MetricName, string[]>();

  add(name: MetricName, value: number, labels: Labels = {}): void {
    this.#of(name).push(`${name}${labelText(labels)} ${valueText(value)}`);
  }

  addDistribution(name: MetricName, distribution: Distribution, labels: Labels = {}): void {
    const lines = this.#of(name);
    const { boundsSeconds, count, sumSeconds } = distribution;
    for (const [index, below] of distribution.cumulated().entries()) {
      lines.push(`${name}_bucket${labelText({ ...labels, le: String(boundsSeconds[index]) })} ${below}`);
    }
    lines.push(`${name}_bucket${labelText({ ...labels, le: '+Inf' })} ${count}`);
    lines.push(`${name}_sum${labelText(labels)} ${valueText(sumSeconds)}`);
    lines.push(`${name}_count${labelText(labels)} ${count}`);
  }

  text(): string {
    const families = (Object.keys(METRICS) as MetricName[]).flatMap((name) => {
      const lines = this.#lines.get(name);
      if (lines === undefined) return [];
      const { help, type } = METRICS[name];
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
    });
    return `${families.join('\n')}\n`;
  }

  #of(name: MetricName): string[] {
    const known = this.#lines.get(name);
    if (known !== undefined) return known;
    const made: string[] = [];
    this.#lines.set(name, made);
    return made;
  }
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function valueText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
