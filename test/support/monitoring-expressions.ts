// The expressions of docs/monitoring, with the metrics and labels that they use.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const MONITORING = new URL('../../docs/monitoring/', import.meta.url);

const dashboard = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) }),
  ),
  templating: z.object({
    list: z.array(z.object({ query: z.union([z.string(), z.object({ query: z.string() })]) })),
  }),
});
const rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ expr: z.string() })),
    }),
  ),
});
const ALERTS = rules
  .parse(parse(readFileSync(new URL('alerts.yml', MONITORING), 'utf8')))
  .groups.flatMap((group) => group.rules);

export function alertExpressions(): string[] {
  return ALERTS.map((alert) => alert.expr);
}

export function dashboardExpressions(): string[] {
  const { panels, templating } = dashboard.parse(
    JSON.parse(readFileSync(new URL('dashboard.json', MONITORING), 'utf8')),
  );
  const queries = templating.list.map(({ query }) => (typeof query === 'string' ? query : query.query));
  return [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...queries.filter((query) => query.startsWith('label_values')),
  ];
}

/** Every name of a series in an expression, and the labels and values by which the expression picks. */
export function usedIn(expr: string): { metrics: string[]; labels: [string, string][]; groups: string[] } {
  const metrics = [...expr.matchAll(/\b(?:(?:rollcall|process|nodejs)_\w+|up)\b/g)].map(([name]) => name);
  const labels = [...expr.matchAll(/(\w+)(=~|!=|=)"([^"]*)"/g)].map(
    ([, label = '', , value = '']): [string, string] => [label, value],
  );
  const groups = [...expr.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/\s*,\s*/),
  );
  return { metrics, labels, groups };
}
