// One cell of the kill matrix: a run is killed at a point and resumed, or at several over two days, and then everything is
// compared.

import type { Command } from './command.js';
import { keepMeasured } from './measured.js';
import type { MatrixPoint } from './points.js';
import { IN_DOUBT_MAX, inWorld } from './world.js';

/** After `resume` the first call leaves within this time, whatever died: on a machine that does nothing else. */
const FIRST_CALL_WITHIN_MS = 10_000;

export interface Survival {
  /** Whether the point was reached at all. */
  readonly struck: boolean;
  /** How the first process ended. */
  readonly killedBy: NodeJS.Signals | null;
  /** The exit status of `resume`. */
  readonly code: number | null;
}

export const SURVIVED: Survival = { struck: true, killedBy: 'SIGKILL', code: 0 };

/** @throws Error where files and the service's log don't agree */
export async function killAndResume(
  point: MatrixPoint,
): Promise<{ readonly survival: Survival; readonly firstCallInTime: boolean }> {
  return inWorld({}, async (world) => {
    const killed = await world.run(point).ended();
    const resumed = world.resume();
    const { code } = await resumed.ended();
    const found = await world.audit({ inDoubt: IN_DOUBT_MAX });
    const firstCallMs = world.firstCallAfter(resumed);
    keepMeasured({ what: point.means, killed: KILLED[point.target ?? 'group'], ...found, firstCallMs });
    const firstCallInTime = (firstCallMs ?? 0) < FIRST_CALL_WITHIN_MS;
    return { survival: { struck: world.strikes.struck, killedBy: killed.signal, code }, firstCallInTime };
  });
}

const OF_FACEID = { provider: 'faceid' } as const;
/** The exit status of a run that waits for another day. */
const WAITING = 5;

export interface DayAfter {
  /** Whether each point was reached, in their order. */
  readonly struck: readonly boolean[];
  /** The exit status when all rows but those that are set aside were done, and that of the day after. */
  readonly codes: readonly (number | null)[];
  /** Rows that may have been called without a line: none is lost by a kill. */
  readonly gaps: number;
}

export function survivedOver(points: readonly MatrixPoint[]): DayAfter {
  return { struck: points.map(() => true), codes: [WAITING, 0], gaps: 0 };
}

/**
 * A run of FaceID whose list meets the limit of the day: killed at each point and resumed until it waits, and on the day
 * after killed and resumed until it is done.
 *
 * @throws Error where files and the service's log don't agree
 */
export async function killOverDays(
  onTheDay: readonly MatrixPoint[],
  onTheDayAfter: readonly MatrixPoint[],
): Promise<DayAfter> {
  return inWorld(OF_FACEID, async (world) => {
    const struck: boolean[] = [];
    const kills = onTheDay.length + onTheDayAfter.length;
    let begun = false;
    const goOn = (point?: MatrixPoint): Command => {
      const command = begun ? world.resume([], point) : world.run(point);
      begun = true;
      return command;
    };
    const killAt = async (points: readonly MatrixPoint[]): Promise<void> => {
      for (const point of points) {
        world.strikes.forget();
        await goOn(point).ended();
        struck.push(world.strikes.struck);
      }
    };
    await killAt(onTheDay);
    const waiting = await goOn().ended();
    await world.nextDay();
    await killAt(onTheDayAfter);
    const done = await goOn().ended();
    const inDoubt = kills * IN_DOUBT_MAX;
    const found = await world.audit({ inDoubt, overToday: (kills + 1) * (2 + IN_DOUBT_MAX) });
    const what = [...onTheDay, ...onTheDayAfter].map(({ means }) => means).join('; ');
    keepMeasured({ what, killed: 'run and workers, faceid', ...found });
    return { struck, codes: [waiting.code, done.code], gaps: found.gaps };
  });
}

const KILLED = { self: 'that process', group: 'run and workers', all: 'all, Redis too' } as const;
