// A batch's cost as a line for people, with what calls in doubt may add. Pure.

import type { CallCost } from '../domain/cost.js';

export function costInWords({ currency, amount, in_doubt: inDoubt }: CallCost): string {
  const cost = `cost ${amount} ${currency}`;
  return /[1-9]/.test(inDoubt) ? `${cost}, and at most ${inDoubt} more for calls in doubt` : cost;
}
