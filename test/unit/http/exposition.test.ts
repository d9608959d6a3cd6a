// The text that a scrape is answered with, read as Prometheus reads it.

import { describe, expect, it } from 'vitest';
import { Distribution } from '../../../src/domain/distribution.js';
import { MetricPage } from '../../../src/http/exposition.js';
import { parseExposition } from '../../support/exposition.js';

describe('a page of metrics', () => {
  it('has each family once, with its type, whatever the order in which figures came', () => {
    const page = new MetricPage();
    page.add('rollcall_batches_running', 2);
    page.add('rollcall_redis_up', 1);
    page.add('rollcall_batches_left_total', 3, { state: 'completed' });
    page.add('rollcall_batches_left_total', 1, { state: 'halted' });
    const { types, samples } = parseExposition(page.text());
    expect([...types]).toEqual([
      ['rollcall_batches_running', 'gauge'],
      ['rollcall_batches_left_total', 'counter'],
      ['rollcall_redis_up', 'gauge'],
    ]);
    expect(samples).toContainEqual({
      name: 'rollcall_batches_left_total',
      labels: { state: 'halted' },
      value: 1,
    });
  });

  it('escapes what would end a label', () => {
    const page = new MetricPage();
    const version = 'a"b\\c\nd';
    page.add('nodejs_version_info', 1, { version });
    expect(parseExposition(page.text()).samples).toEqual([
      { name: 'nodejs_version_info', labels: { version }, value: 1 },
    ]);
  });

  it('shows a distribution as a histogram whose buckets add up', () => {
    const distribution = new Distribution([0.1, 1]);
    for (const seconds of [0.05, 0.1, 0.5, 7]) distribution.add(seconds);
    const page = new MetricPage();
    page.addDistribution('rollcall_call_duration_seconds', distribution, { account: 'a' });
    const { types, samples } = parseExposition(page.text());
    expect(types.get('rollcall_call_duration_seconds')).toBe('histogram');
    expect(samples.map(({ name, labels, value }) => [name.replace(/.*_/, ''), labels['le'], value])).toEqual([
      ['bucket', '0.1', 2],
      ['bucket', '1', 3],
      ['bucket', '+Inf', 4],
      ['sum', undefined, 7.65],
      ['count', undefined, 4],
    ]);
  });
});
