// The budgets of a data directory on disk: `budgets.json`, written whole under a lock. What was set stays on record when it is
// set anew or removed. Knows the file, and no Redis.

import { join } from 'node:path';
import { z } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import type { Budget } from '../domain/budget.js';
import { formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, writeJson } from '../files/durable.js';
import type { Account } from '../journal/keys.js';
import { withLock } from '../redis/process-lock.js';

const VERSION = 1;
const fileSchema = z.object({
  version: z.literal(VERSION),
  budgets: z
    .array(
      z.object({
        account: z.object({ authUrl: z.string(), appid: z.string(), bucket: z.string() }),
        label: z.string(),
        month: z.string().regex(/^\d{4}-\d{2}$/),
        calls: z.number().int().nonnegative().optional(),
        amount: z
          .string()
          .regex(/^\d+(\.\d+)?$/)
          .optional(),
        currency: z.string(),
        at: z.number(),
        by: z.string(),
        /** Absent in what sets a budget. */
        removes: z.literal(true).optional(),
      }),
    )
    .readonly(),
});

export interface BudgetEntry extends Budget {
  readonly account: Account;
  /** Unix milliseconds. */
  readonly at: number;
  readonly by: string;
  readonly removes?: true | undefined;
}

function budgetFile(dataDirectory: string): string {
  return join(dataDirectory, 'budgets.json');
}

/** All that was ever set, the earliest first. @throws DamagedFile, NewerFormat */
async function readBudgetEntries(dataDirectory: string): Promise<readonly BudgetEntry[]> {
  const path = budgetFile(dataDirectory);
  const found = await readIfThere(path);
  if (found === undefined) return [];
  refuseNewer(({ faults }) => faults.file({ path }), found, VERSION);
  return formOf(path, found, fileSchema).budgets;
}

/** The budgets of an account that hold, in the order of their months and labels. */
export async function budgetsOf(dataDirectory: string, account: Account): Promise<BudgetEntry[]> {
  return holding(await readBudgetEntries(dataDirectory), account);
}

function holding(entries: readonly BudgetEntry[], account: Account): BudgetEntry[] {
  const last = new Map<string, BudgetEntry>();
  for (const entry of entries) {
    const { authUrl, appid, bucket } = entry.account;
    if (authUrl !== account.authUrl || appid !== account.appid || bucket !== account.bucket) continue;
    last.set(JSON.stringify([entry.month, entry.label]), entry);
  }
  return [...last.values()]
    .filter(({ removes }) => removes === undefined)
    .toSorted((a, b) => a.month.localeCompare(b.month) || a.label.localeCompare(b.label));
}

export interface BudgetAdded {
  /** The entry as it was written: later than all before it. */
  readonly written: BudgetEntry;
  /** What held until then. */
  readonly replaced: BudgetEntry | undefined;
}

/** Of two that are set at once the one that is written last holds, also where times decide, as in Redis. */
export async function addBudgetEntry(dataDirectory: string, entry: BudgetEntry): Promise<BudgetAdded> {
  await makeDirectory(dataDirectory);
  return withLock(join(dataDirectory, 'budgets.lock'), async () => {
    const before = await readBudgetEntries(dataDirectory);
    const written = { ...entry, at: Math.max(entry.at, ...before.map(({ at }) => at + 1)) };
    const budgets = [...before, written];
    await writeJson(budgetFile(dataDirectory), String(process.pid), { version: VERSION, budgets });
    const replaced = holding(before, entry.account).find(
      ({ label, month }) => label === entry.label && month === entry.month,
    );
    return { written, replaced };
  });
}
