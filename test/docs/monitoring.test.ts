// docs/monitoring.md against the list of metrics and the alert rules.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { METRICS } from '../../src/http/metrics.js';

const DOCS = new URL('../../docs/', import.meta.url);
const PAGE = readFileSync(new URL('monitoring.md', DOCS), 'utf8');
const rule = z.object({
  alert: z.string(),
  annotations: z.object({ summary: z.string(), runbook_url: z.string() }),
  labels: z.object({ severity: z.enum(['warning', 'critical']) }),
});
const ALERTS = z
  .object({ groups: z.array(z.object({ rules: z.array(rule) })) })
  .parse(parse(readFileSync(new URL('monitoring/alerts.yml', DOCS), 'utf8')))
  .groups.flatMap(({ rules }) => rules);

describe('the page on monitoring', () => {
  it('explains every metric that there is and no other, with its type and whose it is', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)`\s*\| (\w+)\s*\| (\w+)\s*\| (.*\S)\s*\|$/gm)]
      .map(([, ...cells]) => cells)
      .filter(([name = '']) => /^(rollcall|process|nodejs)_/.test(name));
    expect(rows.map(([name, type, scope]) => [name, type, scope])).toEqual(
      Object.entries(METRICS).map(([name, { type, scope }]) => [name, type, scope]),
    );
  });

  it('says what to do about every alert, under the heading that the alert points at', () => {
    const sections = new Map(
      PAGE.split(/^### /m).map((section) => [section.slice(0, section.indexOf('\n')).toLowerCase(), section]),
    );
    for (const { alert, annotations } of ALERTS) {
      const [page, anchor = ''] = annotations.runbook_url.split('#');
      expect(page).toBe('docs/monitoring.md');
      expect(sections.get(anchor)).toContain(alert);
    }
  });
});
