// The four verdicts of a reconciliation: which of two is worse, and which exit status tells each to scripts.

import { EXIT, type ExitStatus } from '../../domain/user-error.js';

export const VERDICTS = ['balanced', 'explained', 'unsettled', 'unexplained'] as const;
export type Verdict = (typeof VERDICTS)[number];

export function worst(verdicts: Iterable<Verdict>): Verdict {
  let rank = 0;
  for (const verdict of verdicts) rank = Math.max(rank, VERDICTS.indexOf(verdict));
  return VERDICTS[rank] ?? 'unexplained';
}

export function reconcileStatus({ verdict }: { readonly verdict: Verdict }): ExitStatus {
  return verdict === 'balanced' || verdict === 'explained' ? EXIT.done : EXIT.unbalanced;
}
