// A batch's cost as a line for people, with what calls in doubt may add. Pure.

import type { CallCost } from '../domain/cost.js';
import type { Words } from '../words/words.js';

export function costInWords({ currency, amount, in_doubt: inDoubt }: CallCost, { results }: Words): string {
  return /[1-9]/.test(inDoubt)
    ? results.costInDoubt({ amount, currency, inDoubt })
    : results.cost({ amount, currency });
}
