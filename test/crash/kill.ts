// One cell of the kill matrix: a run is killed at a point and resumed, and then everything is compared.

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
    return { survival: { struck: world.struck, killedBy: killed.signal, code }, firstCallInTime };
  });
}

const KILLED = { self: 'that process', group: 'run and workers', all: 'all, Redis too' } as const;
