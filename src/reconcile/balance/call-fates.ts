// What became of the calls in an assignment, in five figures. Pure.

import type { Assignment, Placement } from './assignment.js';

export interface CallFates {
  /** Calls in doubt that the provider's figures need. */
  readonly inDoubt: number;
  /** Answered calls that were counted in another slot than the one under which our record shows them. */
  readonly atEdge: number;
  /** Calls of others, declared beforehand, that were found. */
  readonly known: number;
  /** The least number of the provider's calls that can't be ours. */
  readonly foreign: number;
  /** The least number of our calls that the provider does not count. */
  readonly missing: number;
}

export function fatesOf({ placements, foreign }: Assignment): CallFates {
  return {
    inDoubt: sum(placements.filter(({ group }) => group.kind === 'in_doubt').map(placed)),
    atEdge: sum(placements.filter(({ group }) => group.kind === 'answered').map(moved)),
    known: sum(placements.filter(({ group }) => group.kind === 'known').map(placed)),
    foreign: sum(foreign.map(({ count }) => count)),
    missing: sum(placements.map(({ missing }) => missing)),
  };
}

function placed(placement: Placement): number {
  return sum(placement.placed.map(({ count }) => count));
}

function moved(placement: Placement): number {
  const { group, atHome, missing } = placement;
  return group.home === undefined ? placed(placement) : group.count - atHome - missing;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
