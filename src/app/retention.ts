// How long outcomes are kept, by label and status: set, listed, removed and carried out. Nothing goes by a rule of which nobody was
// shown first what it would take.

import { carryOut, finishAlone, type CarriedOut } from '../batch/erasure/carry-out.js';
import { whileErasing } from '../batch/erasure/erasing-lock.js';
import { planForStatuses } from '../batch/erasure/plan-statuses.js';
import type { KeptReceipt, Receipt } from '../batch/erasure/receipts.js';
import {
  isMeant,
  readRules,
  removeRules,
  setRules,
  type RetentionRule,
  type RuleKey,
} from '../batch/retention/rules.js';
import { chinaIso } from '../domain/china-time.js';
import type { Status } from '../domain/status.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { newPlan } from './erase-person.js';
import { refuseMissing } from './index-people.js';
import { retentionDue, type DueBatch, type RetentionDue } from './retention-due.js';
import { whoAmI } from './who.js';

type OfApp = Pick<App, 'config'>;

export interface RetentionRequest extends RuleKey {
  readonly days: number;
  /** False: nothing is recorded, and the result tells what the rule would take out now. */
  readonly record: boolean;
  /** Who sets it; left out: the user of this machine. */
  readonly by?: string | undefined;
}

export interface RetentionSet extends RetentionDue {
  readonly recorded: boolean;
  readonly rules: readonly RetentionRule[];
}

/** @throws UserError where the days can't be kept */
export async function setRetention(
  { config: { dataDir } }: OfApp,
  { label, statuses, days, record, by = whoAmI() }: RetentionRequest,
): Promise<RetentionSet> {
  refuseMissing(dataDir);
  if (!Number.isSafeInteger(days) || days < 0) {
    throw new UserError('invalid-options', ({ retention }) => retention.badDays);
  }
  const named: readonly (Status | undefined)[] = statuses.length === 0 ? [undefined] : [...new Set(statuses)];
  const about = { label, days, set_at: chinaIso(Date.now()), by };
  const rules = named.map((status) => (status === undefined ? about : { ...about, status }));
  const due = await retentionDue(dataDir, rules, Date.now());
  if (record) await setRules(dataDir, rules);
  return { recorded: record, rules, ...due };
}

export async function retentionRules({ config: { dataDir } }: OfApp): Promise<readonly RetentionRule[]> {
  return readRules(dataDir);
}

/** @throws UserError where there is no such rule */
export async function removeRetention(
  { config: { dataDir } }: OfApp,
  key: RuleKey,
): Promise<readonly RetentionRule[]> {
  refuseMissing(dataDir);
  const removed = await removeRules(dataDir, (rule) => isMeant(rule, key));
  if (removed.length === 0)
    throw new UserError('invalid-options', ({ retention }) => retention.noRule({ label: key.label }));
  return removed;
}

export interface RetentionRun extends RetentionDue {
  readonly erased: boolean;
  readonly receipts: readonly KeptReceipt[];
  /** What stays although a rule says that it goes; the next go tries it again. */
  readonly notReached: Receipt['not_reached'];
}

export interface RetentionRunRequest {
  /** False: nothing is erased, and the result tells what would be. */
  readonly erase: boolean;
  readonly by?: string | undefined;
  readonly nowMs?: number | undefined;
}

/** What one go takes out of one label is one receipt; there is none where it takes out nothing. */
export async function runRetention(
  { config: { dataDir } }: OfApp,
  { erase, by = whoAmI(), nowMs = Date.now() }: RetentionRunRequest,
): Promise<RetentionRun> {
  const look = async (): Promise<RetentionDue> => retentionDue(dataDir, await readRules(dataDir), nowMs);
  const seen = await look();
  if (!erase || seen.due.length === 0) return { erased: false, receipts: [], notReached: [], ...seen };
  return whileErasing(dataDir, async () => {
    await finishAlone(dataDir);
    // Others may have erased or begun something since.
    const now = await look();
    const carriedOut: CarriedOut[] = [];
    for (const group of groupsOf(now.due)) carriedOut.push(await eraseGroup(dataDir, group, by));
    const receipts = carriedOut.flatMap(({ receipt }) => receipt ?? []);
    const notReached = carriedOut.flatMap((each) => each.notReached);
    return { erased: receipts.length > 0, receipts, notReached, ...now };
  });
}

/** Rules of one label and time whose batches go as a whole, or of whose batches the same statuses go. */
function groupsOf(due: readonly DueBatch[]): DueBatch[][] {
  const groups = new Map<string, DueBatch[]>();
  for (const one of due) {
    const { label, days, status } = one.rule;
    const of = JSON.stringify([label, days, status === undefined]);
    groups.set(of, [...(groups.get(of) ?? []), one]);
  }
  return [...groups.values()];
}

async function eraseGroup(dataDir: string, group: readonly DueBatch[], by: string): Promise<CarriedOut> {
  const { label = '', days = 0 } = group[0]?.rule ?? {};
  const statuses = [...new Set(group.flatMap(({ rule }) => rule.status ?? []))];
  const records = [...new Map(group.map(({ record }) => [record.batch, record])).values()];
  const [some, whole] = statuses.length === 0 ? [[], records] : [records, []];
  const purges = whole.map(({ batch }) => batch);
  const parts = await planForStatuses(dataDir, { label, statuses, days }, some, purges);
  return carryOut(dataDir, newPlan(parts, by));
}
