// The four verdicts of CONTRACT.md and which of two is the worse.

export const VERDICTS = ['balanced', 'explained', 'unsettled', 'unexplained'] as const;
export type Verdict = (typeof VERDICTS)[number];

export function worst(verdicts: Iterable<Verdict>): Verdict {
  let rank = 0;
  for (const verdict of verdicts) rank = Math.max(rank, VERDICTS.indexOf(verdict));
  return VERDICTS[rank] ?? 'unexplained';
}
