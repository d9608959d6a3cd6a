// The budgets of an account's labels in Redis, where each call is permitted: what they allow, whose a batch's calls are, what
// the disk knows of them. Knows no file.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dearest } from '../domain/cost.js';
import { monthBefore, monthOf, unitsOf, type Budget, type BudgetPrices, type Use } from '../domain/budget.js';
import type { Redis } from '../redis/connection.js';
import { run } from '../redis/script.js';
import { accountKey, accountSets, batchKeys } from './keys.js';
import { BUDGET_COUNT, BUDGET_LOOK, BUDGET_RAISE, BUDGET_SET } from './scripts.js';

/** How far a label's budget is used up in the present month. */
export interface BudgetLook {
  readonly month: string;
  /** 80 or 100, the first time that so many per cent are reached; else 0. */
  readonly reached: number;
  readonly used: Use;
  /** Undefined: not limited. */
  readonly calls: number | undefined;
  readonly units: number | undefined;
}

const countReply = z.tuple([z.number(), z.number()]);
const lookReply = z.union([
  z.tuple([]),
  z.tuple([z.string(), z.number(), z.string(), z.string(), z.string(), z.string()]),
]);

/** A label as it stands in Redis, where nothing that people have written is to be read. */
function hashOf(label: string): string {
  return createHash('sha256').update(label).digest('hex').slice(0, 16);
}

function optional(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

export class AccountBudgets {
  readonly #redis: Redis;
  readonly #scope: string;
  readonly #keys: { readonly account: string; readonly budgets: string };

  constructor(redis: Redis, scope: string) {
    [this.#redis, this.#scope] = [redis, scope];
    this.#keys = { account: accountKey(scope), budgets: accountSets(scope).budgets };
  }

  /** @param atMs when it was set: what was set later stays */
  async set({ label, month, calls, amount }: Omit<Budget, 'currency'>, atMs: number): Promise<void> {
    const units = amount === undefined ? '' : unitsOf(amount);
    const args = { label: hashOf(label), month, calls: calls ?? '', units, at: atMs };
    await run(this.#redis, BUDGET_SET, { budgets: this.#keys.budgets }, args);
  }

  /**
   * Says whose a batch's calls are. Where they were another label's, they count for this one from here on.
   *
   * @param prices what its calls cost; undefined: nothing is done for a batch that is not known, and its prices stay
   * @returns whether the batch was known, and whether the directory's other batches are counted
   */
  async count(
    name: string,
    label: string,
    directory: string,
    prices: BudgetPrices | undefined,
    nowMs: number,
  ): Promise<{ readonly known: boolean; readonly directoryCounted: boolean }> {
    const month = monthOf(nowMs);
    const args = {
      name,
      label: hashOf(label),
      prices: prices === undefined ? '' : JSON.stringify(pricesJson(prices)),
      month,
      before: monthBefore(month),
      directory,
    };
    const [known, counted] = countReply.parse(await run(this.#redis, BUDGET_COUNT, this.#keys, args));
    return { known: known === 1, directoryCounted: counted === 1 };
  }

  /** What the disk knows of a batch's calls counts at least. */
  async raise(name: string, label: string, byMonth: ReadonlyMap<string, Use>): Promise<void> {
    const counts = [...byMonth].flatMap(([month, { calls, units }]) => [month, calls, units]);
    await run(this.#redis, BUDGET_RAISE, this.#keys, { name, label: hashOf(label), counts });
  }

  /** Whether the directory's batches are counted. */
  async knowsDirectory(directory: string): Promise<boolean> {
    return (await this.#redis.hexists(this.#keys.budgets, `directory:${directory}`)) === 1;
  }

  /** Whether Redis knows less of a batch than the mark says that its owner has seen there. */
  async isBehind(name: string, mark: number): Promise<boolean> {
    return Number((await this.#redis.hget(batchKeys(this.#scope, name).batch, 'mark')) ?? -1) < mark;
  }

  async noteDirectory(directory: string): Promise<void> {
    await this.#redis.hset(this.#keys.budgets, `directory:${directory}`, '1');
  }

  /** Undefined where the label of the batch has no budget in this month. */
  async look(name: string): Promise<BudgetLook | undefined> {
    const reply = lookReply.parse(await run(this.#redis, BUDGET_LOOK, this.#keys, { name }));
    if (reply.length === 0) return undefined;
    const [month, reached, calls, units, limit, amount] = reply;
    const used = { calls: Number(calls), units: Number(units) };
    return { month, reached, used, calls: optional(limit), units: optional(amount) };
  }

  /** What a label has used of a month. */
  async usedBy(label: string, month: string): Promise<Use> {
    const of = `${hashOf(label)}:${month}`;
    const [calls, units] = await this.#redis.hmget(this.#keys.budgets, `calls:${of}`, `units:${of}`);
    return { calls: Number(calls ?? 0), units: Number(units ?? 0) };
  }

  /** A batch that has ended makes no call any more. What it has called counts for good. */
  async end(name: string): Promise<void> {
    await this.#redis.hdel(this.#keys.budgets, `prices:${name}`);
  }
}

/** In the script's words: `of` has what each code costs, `most` the dearest, in millionths. */
function pricesJson({ lists, billed }: BudgetPrices) {
  return {
    billed: Object.fromEntries([...billed].map((code) => [code, 1])),
    lists: lists.map((list) => ({
      from: list.from,
      most: unitsOf(dearest(list)),
      of: Object.fromEntries(Object.entries(list.prices).map(([code, price]) => [code, unitsOf(price)])),
    })),
  };
}
