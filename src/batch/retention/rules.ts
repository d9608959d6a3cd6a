// How long outcomes are kept, by the label of their batches and by status: what somebody has set, on disk. It knows rules, not
// which batches they meet.

import { join } from 'node:path';
import { z } from 'zod';
import { STATUSES, type Status } from '../../domain/status.js';
import { refuseNewer } from '../../domain/newer.js';
import { formOf } from '../../files/damaged-file.js';
import { readIfThere, writeJson } from '../../files/durable.js';
import { withLock } from '../../redis/process-lock.js';

const RULES_VERSION = 1;

const ruleSchema = z.object({
  label: z.string(),
  /** Whose rows go; absent: everything personal of the batch goes. */
  status: z.enum(STATUSES).optional(),
  /** How long after the batch's end. */
  days: z.number().int().nonnegative(),
  /** When it was set, ISO 8601, and by whom. */
  set_at: z.string(),
  by: z.string(),
});
export type RetentionRule = z.infer<typeof ruleSchema>;

const rulesSchema = z.object({ version: z.literal(RULES_VERSION), rules: z.array(ruleSchema).readonly() });

/** By label, then by status as statuses are listed; whole batches first. */
export async function readRules(dataDirectory: string): Promise<readonly RetentionRule[]> {
  const path = pathIn(dataDirectory);
  const found = await readIfThere(path);
  if (found === undefined) return [];
  refuseNewer(({ retention }) => retention.rules, found, RULES_VERSION);
  return formOf(path, found, rulesSchema).rules;
}

/** Which rules somebody means: those of statuses, or the one of whole batches. */
export interface RuleKey {
  readonly label: string;
  /** None: the whole batch. */
  readonly statuses: readonly Status[];
}

export function isMeant({ label, status }: Pick<RetentionRule, 'label' | 'status'>, key: RuleKey): boolean {
  if (label !== key.label) return false;
  return status === undefined ? key.statuses.length === 0 : key.statuses.includes(status);
}

/** @returns the rules as they then are */
export async function setRules(
  dataDirectory: string,
  rules: readonly RetentionRule[],
): Promise<readonly RetentionRule[]> {
  return change(dataDirectory, (before) => {
    const isNew = ({ label, status }: RetentionRule): boolean =>
      rules.some((rule) => rule.label === label && rule.status === status);
    return [...before.filter((rule) => !isNew(rule)), ...rules];
  });
}

/** @returns those that were removed */
export async function removeRules(
  dataDirectory: string,
  isGone: (rule: RetentionRule) => boolean,
): Promise<readonly RetentionRule[]> {
  let removed: readonly RetentionRule[] = [];
  await change(dataDirectory, (before) => {
    removed = before.filter(isGone);
    return before.filter((rule) => !isGone(rule));
  });
  return removed;
}

async function change(
  dataDirectory: string,
  by: (rules: readonly RetentionRule[]) => readonly RetentionRule[],
): Promise<readonly RetentionRule[]> {
  const path = pathIn(dataDirectory);
  return withLock(`${path}.lock`, async () => {
    const rules = [...by(await readRules(dataDirectory))].sort(inOrder);
    await writeJson(path, String(process.pid), { version: RULES_VERSION, rules });
    return rules;
  });
}

function inOrder(a: RetentionRule, b: RetentionRule): number {
  if (a.label !== b.label) return a.label < b.label ? -1 : 1;
  const place = ({ status }: RetentionRule): number => (status === undefined ? -1 : STATUSES.indexOf(status));
  return place(a) - place(b);
}

function pathIn(dataDirectory: string): string {
  return join(dataDirectory, 'retention.json');
}
