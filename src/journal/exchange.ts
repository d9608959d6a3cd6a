// What verify workers tell the script that records and permits, and what it replies. Knows the form of both, no connection.

import { z } from 'zod';
import type { AccountEffect } from '../domain/account-effect.js';
import type { Attempt } from '../domain/attempt.js';
import { PERMISSIONS, type PermissionReply } from '../domain/permission.js';
import { fieldOf } from './journal-line.js';
import { batchKeys, sliceKey } from './keys.js';

/** A slice that this worker has taken up. Its epoch makes every earlier holder's writes void. */
export interface HeldSlice {
  readonly name: string;
  readonly slice: number;
  readonly epoch: number;
  /** The account's generation at the time: a halt from an earlier one doesn't count. */
  readonly generation: string;
}

/** A question whether a call may leave. */
interface Ask {
  readonly kind: 'ask';
  readonly held: HeldSlice;
  readonly row: number;
  readonly attempt: number;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** The marks of the call's person, see `DayMarks`; absent where the provider has no daily limit. */
  readonly mark?: string | undefined;
}

/** The report that a call has ended. */
interface End {
  readonly kind: 'end';
  readonly held: HeldSlice;
  readonly attempt: Attempt;
  /** The letter for the state of the call's line, and the rest of the line's value. */
  readonly letter: string;
  readonly rest: string;
  readonly effect: AccountEffect;
}

export type Line = Ask | End;

export interface ExchangeMessage {
  /** The keys of batch, done bitmap and journal of every slice. */
  readonly ofSlices: readonly string[];
  readonly endCount: number;
  readonly callCount: number;
  /** How long the shortest good call took; '' where there was none. */
  readonly shortestMs: number | '';
  /** A text about each slice. */
  readonly slices: readonly string[];
  /** The calls to permit, in the order in which the script replies: their indexes among the lines. */
  readonly asks: readonly number[];
}

interface Group {
  readonly held: HeldSlice;
  readonly ends: (readonly (string | number)[])[];
  /** The fields and starts of the calls, alternating. */
  readonly calls: string[];
  /** The marks of the calls' persons; empty where the provider has no daily limit. */
  readonly marks: string[];
  readonly asks: number[];
}

export function exchangeOf(scope: string, lines: readonly Line[]): ExchangeMessage {
  const groups = bySlice(lines);
  const ofSlices: string[] = [];
  const slices: string[] = [];
  const asks: number[] = [];
  for (const { held, ends, calls, marks, asks: own } of groups) {
    const { batch, done } = batchKeys(scope, held.name);
    ofSlices.push(batch, done, sliceKey(scope, held.name, held.slice));
    const head = [String(held.slice), String(held.epoch), held.generation, held.name];
    slices.push(JSON.stringify([...head, ends, calls, ...(marks.length === 0 ? [] : [marks])]));
    for (const ask of own) asks.push(ask);
  }
  const [endCount, callCount] = [lines.length - asks.length, asks.length];
  return { ofSlices, endCount, callCount, shortestMs: shortestMs(lines), slices, asks };
}

function bySlice(lines: readonly Line[]): Iterable<Group> {
  const groups = new Map<HeldSlice, Group>();
  for (const [place, line] of lines.entries()) {
    let group = groups.get(line.held);
    if (group === undefined)
      groups.set(line.held, (group = { held: line.held, ends: [], calls: [], marks: [], asks: [] }));
    if (line.kind === 'end') group.ends.push(endOf(line));
    else {
      group.calls.push(fieldOf(line.row, line.attempt), String(line.startedAt));
      if (line.mark !== undefined) group.marks.push(line.mark);
      group.asks.push(place);
    }
  }
  return groups.values();
}

function durationMs({ finishedAt, startedAt }: Attempt): number {
  return (finishedAt ?? startedAt) - startedAt;
}

function shortestMs(lines: readonly Line[]): number | '' {
  let shortest = Infinity;
  for (const line of lines) {
    if (line.kind === 'end' && line.effect.kind === 'good')
      shortest = Math.min(shortest, durationMs(line.attempt));
  }
  return shortest === Infinity ? '' : shortest;
}

function endOf({ attempt, letter, rest, effect }: End): (string | number)[] {
  const end = [fieldOf(attempt.row, attempt.attempt), letter, rest];
  if (effect.kind === 'good') return end;
  return [...end, effect.kind, durationMs(attempt), effect.pauseMs, effect.cause];
}

const replies = z.array(z.union([z.enum(PERMISSIONS), z.number()]));
const ALL_PERMITTED = 1;
const PERMITTED: PermissionReply = { permission: 'permitted', waitMs: 0 };

/** @returns the replies to `count` asks, in their order */
export function readReplies(answer: unknown, count: number): PermissionReply[] {
  if (answer === ALL_PERMITTED) return Array.from({ length: count }, () => PERMITTED);
  const flat = replies.parse(answer);
  return Array.from({ length: count }, (_, index) => {
    const [permission, waitMs] = flat.slice(2 * index, 2 * index + 2);
    if (typeof permission !== 'string' || typeof waitMs !== 'number')
      throw new Error('the journal answered too little');
    return { permission, waitMs };
  });
}
