// Lays out rules of retention and what they erase, for people and for programs. Pure.

import type { DueBatch, RetentionDue } from '../app/retention-due.js';
import type { RetentionRun, RetentionSet } from '../app/retention.js';
import type { RetentionRule } from '../batch/retention/rules.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

export function rulesText(rules: readonly RetentionRule[], words: Words): string[] {
  const { retention } = words;
  if (rules.length === 0) return [retention.none];
  return rules.flatMap(({ label, status, days, by, set_at: at }) => [
    retention.rule({ label, days, what: whatOf(status, words) }),
    `  ${retention.setBy({ by, at })}`,
  ]);
}

export function setText(result: RetentionSet, words: Words): string[] {
  const { retention } = words;
  const rules = result.rules.map(({ label, status, days }) =>
    retention.rule({ label, days, what: whatOf(status, words) }),
  );
  return [...rules, ...dueText(result, words), result.recorded ? retention.recorded : retention.notRecorded];
}

export function runText({ erased, receipts, notReached, ...due }: RetentionRun, words: Words): string[] {
  const { retention, erasing } = words;
  const missed = notReached.map(({ batch, file, why }) => {
    const what = file ?? (batch === null ? erasing.dataDirectory : erasing.ofBatch({ batch }));
    return erasing.notReached({ what, why: retold(why, words) });
  });
  if (!erased) return missed.length === 0 ? dueText(due, words) : [...linesOf(due, words), ...missed];
  const paths = receipts.map(({ path }) => erasing.receipt({ path }));
  const batches = new Set(due.due.map(({ record }) => record.batch)).size;
  return [...linesOf(due, words), ...missed, retention.erased({ batches }), ...paths];
}

function dueText(due: RetentionDue, words: Words): string[] {
  const { retention } = words;
  const batches = new Set(due.due.map(({ record }) => record.batch)).size;
  return [...linesOf(due, words), batches === 0 ? retention.nothing : retention.wouldErase({ batches })];
}

function linesOf({ due, kept }: RetentionDue, words: Words): string[] {
  const { retention } = words;
  return [
    ...due.map(({ record: { batch }, rule, rows }) =>
      retention.batch({ batch, rows, what: whatOf(rule.status, words) }),
    ),
    ...kept.map(({ batch, why }) => retention.kept({ batch, why: retold(why, words) })),
  ];
}

function whatOf(status: RetentionRule['status'], { retention, statuses }: Words): string {
  return status === undefined ? retention.everything : retention.rowsOf({ status: statuses[status] });
}

export function ruleAsJson({ status, ...rule }: RetentionRule) {
  return { ...rule, status: status ?? null };
}

export function setAsJson({ recorded, rules, ...due }: RetentionSet) {
  return { recorded, rules: rules.map(ruleAsJson), ...dueAsJson(due) };
}

export function runAsJson({ erased, receipts, notReached, ...due }: RetentionRun) {
  return {
    erased,
    receipts: receipts.map(({ path }) => path),
    not_reached: notReached,
    ...dueAsJson(due),
  };
}

function dueAsJson({ due, kept }: RetentionDue) {
  const shown = ({ record: { batch }, rule, rows }: DueBatch) => ({
    batch,
    status: rule.status ?? null,
    rows,
  });
  return { due: due.map(shown), kept };
}
