// Whether the provider's counts can come from our calls: calls are assigned to cells (a slot of time and a code)
// that they may have been counted in, and what is left over on either side is what can't be explained. Exact, and
// pure: a slot may be a bucket, a day or the whole range.
//
// Calls and cells are the two sides of a matching. The sets of calls that a matching can place form a matroid, so
// placing the calls that must have been counted first, then those that may have been, leaves the fewest of both
// without a counterpart. Each is tried in its own slot first, so that little is moved.

import type { PriceList } from '../../domain/price-list.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import { FlowNetwork } from './flow.js';

/** Calls that are alike. Slots are counted from 0. */
export interface CallGroup {
  /** The slots in which the calls may have been counted, without those outside the range asked for: see `outside`. */
  readonly first: number;
  readonly last: number;
  /** Whether the calls may have been counted in a slot that was not asked for. */
  readonly outside: boolean;
  /** The slot under which our record shows the calls; undefined where it is outside the range. */
  readonly home: number | undefined;
  /** Undefined where the calls may have been counted under any code. */
  readonly code: ReturnCode | undefined;
  /**
   * `answered`: the calls were counted; `in_doubt`: they may have been; `known`: calls of others, declared beforehand
   * as counted.
   */
  readonly kind: 'answered' | 'in_doubt' | 'known';
  readonly count: number;
  /** What the calls cost; it decides nothing here. */
  readonly priceList?: PriceList | undefined;
}

export interface Cell {
  readonly slot: number;
  readonly code: ReturnCode;
  readonly count: number;
}

/** How a group's calls were assigned: `count` = placed at home + placed elsewhere + not placed. */
export interface Placement {
  readonly group: CallGroup;
  readonly atHome: number;
  /** How many calls were placed in each cell, the home cell included. */
  readonly placed: readonly { readonly cell: Cell; readonly count: number }[];
  /** Calls that were certainly counted, and have no counterpart among the provider's. */
  readonly missing: number;
}

export interface Assignment {
  readonly placements: readonly Placement[];
  /** The provider's calls that have no counterpart among ours. */
  readonly foreign: readonly Cell[];
}

export function assign(groups: readonly CallGroup[], cells: readonly Cell[]): Assignment {
  const problem = new Problem(groups, cells);
  for (const stage of STAGES) problem.place(stage);
  return problem.result();
}

type Stage = (group: CallGroup) => boolean;

/** Whether the calls were certainly counted in a slot that was asked for. */
const isCertain: Stage = ({ kind, outside }) => kind !== 'in_doubt' && !outside;
const STAGES: readonly Stage[] = [
  isCertain,
  ({ kind, outside }) => kind !== 'in_doubt' && outside,
  ({ kind, code }) => kind === 'in_doubt' && code !== undefined,
  ({ kind, code }) => kind === 'in_doubt' && code === undefined,
];

interface Link {
  readonly cell: Cell;
  readonly atHome: boolean;
  readonly edge: number;
}

class Problem {
  readonly #network = new FlowNetwork();
  readonly #source = this.#network.addNode();
  readonly #sink = this.#network.addNode();
  readonly #cells: readonly { readonly cell: Cell; readonly edge: number }[];
  readonly #groups: readonly {
    readonly group: CallGroup;
    readonly source: number;
    readonly links: readonly Link[];
  }[];

  constructor(groups: readonly CallGroup[], cells: readonly Cell[]) {
    const bySlot = new Map<number, { cell: Cell; node: number }[]>();
    this.#cells = cells.map((cell) => {
      const node = this.#network.addNode();
      const others = bySlot.get(cell.slot);
      if (others === undefined) bySlot.set(cell.slot, [{ cell, node }]);
      else others.push({ cell, node });
      return { cell, edge: this.#network.addEdge(node, this.#sink, cell.count) };
    });
    this.#groups = groups.map((group) => this.#addGroup(group, bySlot));
  }

  #addGroup(group: CallGroup, bySlot: ReadonlyMap<number, readonly { cell: Cell; node: number }[]>) {
    const node = this.#network.addNode();
    const source = this.#network.addEdge(this.#source, node, 0);
    const links: Link[] = [];
    for (let slot = group.first; slot <= group.last; slot += 1) {
      for (const { cell, node: to } of bySlot.get(slot) ?? []) {
        if (group.code !== undefined && group.code !== cell.code) continue;
        links.push({ cell, atHome: slot === group.home, edge: this.#network.addEdge(node, to, 0) });
      }
    }
    return { group, source, links };
  }

  place(stage: Stage): void {
    const chosen = this.#groups.filter(({ group }) => stage(group));
    for (const { group, source, links } of chosen) {
      this.#network.widen(source, group.count);
      for (const { atHome, edge } of links) if (atHome) this.#network.widen(edge, group.count);
    }
    this.#network.augment(this.#source, this.#sink);
    for (const { group, links } of chosen) {
      for (const { atHome, edge } of links) if (!atHome) this.#network.widen(edge, group.count);
    }
    this.#network.augment(this.#source, this.#sink);
  }

  result(): Assignment {
    const placements = this.#groups.map(({ group, source, links }) => {
      const placed = links
        .map(({ cell, atHome, edge }) => ({ cell, atHome, count: this.#network.flowOf(edge) }))
        .filter(({ count }) => count > 0);
      const atHome = placed.reduce((sum, { atHome: home, count }) => sum + (home ? count : 0), 0);
      const missing = isCertain(group) ? group.count - this.#network.flowOf(source) : 0;
      return { group, atHome, placed: placed.map(({ cell, count }) => ({ cell, count })), missing };
    });
    const foreign = this.#cells
      .map(({ cell, edge }) => ({ ...cell, count: cell.count - this.#network.flowOf(edge) }))
      .filter(({ count }) => count > 0);
    return { placements, foreign };
  }
}
