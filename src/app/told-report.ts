// What webhooks tell of a reconciliation: its days, its verdict and its cost. It knows reports, and nothing of whoever is told.

import { join, relative } from 'node:path';
import type { Config } from '../config.js';
import { whatWentWrong } from '../files/machine-fault.js';
import { announcing } from '../webhooks/announce.js';
import type { WebhookEvent } from '../webhooks/event.js';
import { inEnglish, wordsIn } from '../words/catalogue.js';
import type { App } from './app.js';

interface Report {
  readonly from: string;
  readonly to: string;
  readonly verdict: string;
  readonly made_at: string;
  readonly cost: { readonly currency: string; readonly ours: string | null; readonly theirs: string | null };
}

/** Does something about a report while `publish` puts it into its directory. */
export type Publishing = <Published>(
  report: Report,
  directory: string,
  publish: () => Promise<Published>,
) => Promise<Published>;

export const plainly: Publishing = (_report, _directory, publish) => publish();

/** A schedule's reconciliation is told when it is over with: its reports before that are none. */
export function announcingReport({ config, tell }: App): Publishing {
  const { dataDir: dataDirectory } = config;
  const onProblem = (error: unknown): void => {
    const why = inEnglish(whatWentWrong(error, [dataDirectory]));
    tell({ kind: 'warning', message: wordsIn('en').webhooks.notTold({ why }) });
  };
  return (report, directory, publish) =>
    announcing({ dataDirectory, onProblem }, reportEvent(config, report, directory), publish);
}

function reportEvent(
  { dataDir, provider }: Config,
  { from, to, verdict, made_at: madeAt, cost }: Report,
  directory: string,
): WebhookEvent {
  const { currency, ours, theirs } = cost;
  // A report may lie elsewhere (`--out`).
  const path = join(directory, 'report.json');
  const within = relative(dataDir, path);
  return {
    key: `reconciliation/${provider}/${from}/${to}/${madeAt}`,
    type: 'reconciliation.finished',
    at: Date.now(),
    data: { from, to, provider, verdict, cost: { currency, ours, theirs } },
    proof: { file: within.startsWith('..') ? path : within, field: 'made_at', value: madeAt },
  };
}
