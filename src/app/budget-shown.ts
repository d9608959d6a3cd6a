// A budget with what is used and left of it, as `rollcall budget list --json` and the interface show it: its keys are part of the
// outer interface. It knows no account.

import { formatUnits, unitsOf, type Use } from '../domain/budget.js';
import { chinaIso } from '../domain/china-time.js';
import type { BudgetEntry } from '../money/budget-file.js';

/** A budget, and what is used of it. */
export interface BudgetStanding {
  readonly budget: BudgetEntry;
  readonly used: Use;
}

/** A budget in calls has whole numbers, one in money decimals. */
export function budgetShown({ budget, used }: BudgetStanding) {
  const { label, month, calls, amount, currency, at, by } = budget;
  const [all, gone] = calls === undefined ? [unitsOf(amount ?? '0'), used.units] : [calls, used.calls];
  const written = (count: number): number | string => (calls === undefined ? formatUnits(count) : count);
  return {
    label,
    month,
    in: calls === undefined ? ('money' as const) : ('calls' as const),
    currency: calls === undefined ? currency : null,
    budget: written(all),
    used: written(gone),
    left: written(Math.max(0, all - gone)),
    percent: all === 0 ? 100 : Math.floor((gone / all) * 100),
    set_at: chinaIso(at),
    set_by: by,
  };
}
