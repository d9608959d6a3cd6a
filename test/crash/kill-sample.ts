// A run that is killed in its sample, and killed again when the rest has been let and not begun.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KillPoint } from './strike.js';
import { BATCH, IN_DOUBT_MAX, inWorld, type World } from './world.js';

const IN_SAMPLE: KillPoint = { at: 'request:after', nth: 30, in: 'verify' };
/** The record says that the other rows may be called. */
const BEFORE_REST: KillPoint = { at: 'record-rename:after' };
const SAMPLE_ROWS = 100;

/** How the commands ended, and what the service had been asked when the sample was done. */
export interface SampleSurvival {
  readonly struck: readonly boolean[];
  readonly codes: readonly (number | null)[];
  readonly reason: unknown;
  /** Whether no more people were called than the sample has rows. */
  readonly isSampleAlone: boolean;
}

export const SAMPLE_SURVIVED: SampleSurvival = {
  struck: [true, true],
  codes: [null, 0, null, 0],
  reason: 'sample',
  isSampleAlone: true,
};

/**
 * @param option `--first` or `--sample`
 * @throws Error where files and the service's log don't agree at the end
 */
export async function killAroundSample(option: string): Promise<SampleSurvival> {
  return inWorld({}, async (world) => {
    const struck: boolean[] = [];
    const killed = await world.run(IN_SAMPLE, [option, String(SAMPLE_ROWS)]).ended();
    struck.push(hasStruck(world));
    const sampled = await world.resume().ended();
    const summary = readFileSync(join(world.data, 'batches', BATCH, 'summary.json'), 'utf8');
    const { reason } = JSON.parse(summary) as { reason: unknown };
    const people = new Set(world.simulator.calls().map(({ idNumber }) => idNumber));
    const again = await world.resume([], BEFORE_REST).ended();
    struck.push(hasStruck(world));
    const rest = await world.resume().ended();
    await world.audit({ inDoubt: IN_DOUBT_MAX });
    const codes = [killed, sampled, again, rest].map(({ code }) => code);
    return { struck, codes, reason, isSampleAlone: people.size <= SAMPLE_ROWS };
  });
}

/** A point strikes once, until its mark is taken away. */
function hasStruck(world: World): boolean {
  const { struck } = world.strikes;
  world.strikes.forget();
  return struck;
}
