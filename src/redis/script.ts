// Runs a Lua script by its digest and sends its text only where the server doesn't know it yet. Counts its round trips.
// Knows of each script what its keys and arguments are called, and puts them into their order.

import { createHash } from 'node:crypto';
import type { Redis } from './connection.js';
import { roundTripsOf, type RoundTrips } from './round-trips.js';

/** What a script takes, in its order, by name; `...names` takes a list, and comes last. */
export interface ScriptDefinition<Key extends string, Arg extends string> {
  readonly name: string;
  readonly keys: readonly Key[];
  readonly args: readonly Arg[];
  readonly text: string;
}

export interface Script<Key extends string = string, Arg extends string = string> extends ScriptDefinition<
  Key,
  Arg
> {
  readonly digest: string;
}

/** A value for each of these names. */
export type Named<Name extends string, Value> = {
  readonly [N in Name as N extends `...${infer List}` ? List : N]: N extends `...${string}`
    ? readonly Value[]
    : Value;
};

export type Argument = string | number;

const made = new Map<string, Script>();

/** From here on the script's round trips are counted and shown. */
export function script<const Key extends string, const Arg extends string>(
  definition: ScriptDefinition<Key, Arg>,
): Script<Key, Arg> {
  const { name, text } = definition;
  if (made.has(name)) throw new Error(`there are two scripts ${name}`);
  const whole = { ...definition, digest: digestOf(text) };
  made.set(name, whole);
  return whole;
}

/** The counted round trips of every script of this process on a connection so far. */
export function roundTripsByName(redis: Redis): Map<string, RoundTrips> {
  return new Map([...made.keys()].toSorted().map((name) => [name, roundTripsOf(redis, name)]));
}

/** The same, but known to a server only from when somebody of this account has sent it: each account finds out that it is new. */
export function ofAccount<Key extends string, Arg extends string>(
  whole: Script<Key, Arg>,
  account: string,
): Script<Key, Arg> {
  const text = `${whole.text}-- ${account}\n`;
  return { ...whole, text, digest: digestOf(text) };
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** @param onUnknown done before a script is sent that the server doesn't know, as after its start */
export function run<Key extends string, Arg extends string>(
  redis: Redis,
  called: Script<Key, Arg>,
  keys: Named<Key, string>,
  args: Named<Arg, Argument>,
  onUnknown?: () => Promise<unknown>,
): Promise<unknown> {
  return evaluate(
    redis,
    called,
    inOrder<string>(called.keys, keys),
    inOrder<Argument>(called.args, args),
    onUnknown,
  );
}

/** Runs a script by its text alone, for the question whether a text may be sent at all. */
export function runByText<Key extends string, Arg extends string>(
  redis: Redis,
  called: Script<Key, Arg>,
  keys: Named<Key, string>,
  args: Named<Arg, Argument>,
): Promise<unknown> {
  const flat = inOrder<string>(called.keys, keys);
  return counted(redis, called, () =>
    redis.eval(called.text, flat.length, ...flat, ...inOrder<Argument>(called.args, args)),
  );
}

/** Makes a script known to the server of this key. The script must do nothing without arguments. */
export function makeKnown(
  redis: Redis,
  called: Script,
  key: string,
  onUnknown: () => Promise<unknown>,
): Promise<unknown> {
  return evaluate(redis, called, [key], [], onUnknown);
}

function evaluate(
  redis: Redis,
  called: Script,
  keys: readonly string[],
  args: readonly Argument[],
  onUnknown?: () => Promise<unknown>,
): Promise<unknown> {
  return counted(redis, called, async () => {
    try {
      return await redis.evalsha(called.digest, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      await onUnknown?.();
      return await redis.eval(called.text, keys.length, ...keys, ...args);
    }
  });
}

async function counted(redis: Redis, { name }: Script, send: () => Promise<unknown>): Promise<unknown> {
  const trips = roundTripsOf(redis, name);
  const startedAt = performance.now();
  try {
    return await send();
  } catch (error) {
    trips.errors += 1;
    throw error;
  } finally {
    trips.durations.add((performance.now() - startedAt) / 1000);
  }
}

function inOrder<Value extends string | number>(
  names: readonly string[],
  values: Readonly<Record<string, Value | readonly Value[]>>,
): Value[] {
  const flat: Value[] = [];
  for (const name of names) {
    const value = values[name.startsWith('...') ? name.slice(3) : name];
    if (typeof value === 'object') for (const each of value) flat.push(each);
    else if (value !== undefined) flat.push(value);
  }
  return flat;
}
