// What is left of a label's budget, in one sentence, as a list is told of before its calls.

import type { BudgetLeft } from '../app/budget-left.js';
import { visible } from './text-columns.js';
import type { Words } from '../words/words.js';

export function budgetInWords(budget: BudgetLeft, { budgets }: Words): string {
  const { label, month, currency, left, budget: all, fits } = budget;
  const written = (amount: number | string): string =>
    currency === null ? budgets.someCalls({ calls: Number(amount) }) : `${amount} ${currency}`;
  const said = { label: visible(label), month, left: written(left), budget: written(all) };
  if (fits === null) return budgets.leftAlone(said);
  return fits ? budgets.leftAndFits(said) : budgets.leftAndNot(said);
}
