// Puts on disk that 80 or 100 per cent of a label's budget are used up, once for each budget and month, so that webhooks and listeners
// are told of it whatever is killed meanwhile. It knows figures, not how calls are permitted.

import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { formatUnits } from '../../domain/budget.js';
import { makeDirectory, readIfThere, writeJson } from '../../files/durable.js';
import type { BudgetLook } from '../../journal/account-budgets.js';
import { scopeOf } from '../../journal/keys.js';
import { announcing } from '../../webhooks/announce.js';
import type { EventData } from '../../webhooks/event.js';
import { reachedDirectory } from '../budgets-reached.js';
import type { BatchRecord } from '../record.js';

const STEPS = [100, 80] as const;

/** Which of the steps is reached; undefined: none yet. */
function stepReached({ used, calls, units }: Pick<BudgetLook, 'used' | 'calls' | 'units'>) {
  const share = (of: number, allowed: number | undefined): number =>
    allowed === undefined ? 0 : of / Math.max(allowed, 1);
  const percent = 100 * Math.max(share(used.calls, calls), share(used.units, units));
  return STEPS.find((step) => percent >= step);
}

export class BudgetEvents {
  readonly #dataDirectory: string;
  readonly #told = new Set<string>();

  constructor(dataDirectory: string) {
    this.#dataDirectory = dataDirectory;
  }

  /** What can't be put on disk now is at the next look. */
  async look(record: BatchRecord, seen: BudgetLook): Promise<void> {
    const step = stepReached(seen);
    if (step === undefined) return;
    const { label, account } = record;
    // A budget that is raised is another one.
    const of = [scopeOf(account), label, seen.month, step, seen.calls, seen.units];
    const key = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32);
    if (this.#told.has(key)) return;
    await this.#tell(key, label, dataOf(record, seen, step)).catch(() => undefined);
  }

  async #tell(key: string, label: string, data: EventData & { readonly percent: number }): Promise<void> {
    const directory = reachedDirectory(this.#dataDirectory);
    const path = join(directory, `${key}.json`);
    if ((await readIfThere(path)) === undefined) {
      await makeDirectory(directory);
      const at = Date.now();
      const value = String(data.percent);
      const proof = { file: relative(this.#dataDirectory, path), field: 'reached', value };
      const event = { key: `budget/${key}`, type: 'budget.reached', at, data, proof } as const;
      await announcing(
        { dataDirectory: this.#dataDirectory, onProblem: () => undefined },
        label === '' ? event : { ...event, label },
        () => writeJson(path, String(process.pid), { version: 1, reached: value, at, ...data }),
      );
    }
    this.#told.add(key);
  }
}

function dataOf({ label, provider, priceLists }: BatchRecord, seen: BudgetLook, percent: number) {
  const { month, used, calls, units } = seen;
  return {
    label,
    provider,
    month,
    percent,
    calls: used.calls,
    amount: formatUnits(used.units),
    currency: priceLists?.at(-1)?.currency ?? '',
    allowed_calls: calls ?? null,
    allowed_amount: units === undefined ? null : formatUnits(units),
  };
}
