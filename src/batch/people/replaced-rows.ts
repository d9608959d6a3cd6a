// Rows that corrections have replaced because the number or the name in them was wrong: they are about whoever stands in the
// correction, under a number or name by which nobody would ask. It reads outcomes and changes nothing.

import { ERASED, statusNamed, type Status } from '../../domain/status.js';
import type { Person } from '../../domain/row.js';
import { personOf } from '../correction/corrected-row.js';
import { familyOf, placesIn, type Family } from '../correction/family.js';
import { IndexedOutcomes } from '../correction/indexed-outcomes.js';
import type { Unreached } from '../erasure/plan.js';
import { whyNot } from '../erasure/unread.js';
import { batchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { readPurged } from '../retention/purge.js';
import { findInEnded } from './find-people.js';
import type { FoundRow, ReplacedRow } from './found-row.js';
import type { SoughtPerson } from './written-person.js';

interface ReplacedRows {
  readonly rows: readonly ReplacedRow[];
  /** Batches that could not be looked through. */
  readonly unread: readonly Unreached[];
}

/**
 * What the provider has confirmed is somebody's: where a correction replaced such a row, somebody else stands in it now. Of a
 * record that can't be read nobody knows whose it is.
 */
const SOMEBODY_ELSE: ReadonlySet<Status> = new Set(['match', 'unreadable']);

/**
 * Has everybody who stands in a correction looked for in the rows that it replaced, too.
 *
 * @returns batches that could not be looked through, besides
 */
export async function alsoBeforeCorrections(
  dataDirectory: string,
  people: readonly SoughtPerson[],
): Promise<{ readonly people: readonly SoughtPerson[]; readonly unread: readonly Unreached[] }> {
  const found = await findInEnded(dataDirectory, people);
  const { rows, unread } = await replacedRows(dataDirectory, found);
  const all = people.map((person, index) => person.alsoIn(rows.filter((row) => row.person === index)));
  return { people: all, unread };
}

async function replacedRows(dataDirectory: string, found: readonly FoundRow[]): Promise<ReplacedRows> {
  const byFirst = new Map<string, FoundRow[]>();
  for (const row of found) {
    const { corrects } = row.record;
    if (corrects === undefined || row.status === undefined) continue;
    byFirst.set(corrects.first, [...(byFirst.get(corrects.first) ?? []), row]);
  }
  const rows: ReplacedRow[] = [];
  const unread: Unreached[] = [];
  for (const [first, corrections] of byFirst) {
    try {
      rows.push(...(await replacedIn(dataDirectory, first, corrections)));
    } catch (error) {
      unread.push({ batch: first, why: whyNot.said(error) });
    }
  }
  return { rows, unread };
}

async function replacedIn(
  dataDirectory: string,
  first: string,
  found: readonly FoundRow[],
): Promise<ReplacedRow[]> {
  const layers = await Layers.open(await familyOf(first, dataDirectory), dataDirectory);
  try {
    return found.flatMap((row) => layers.before(row));
  } finally {
    layers.close();
  }
}

interface Layer {
  readonly record: BatchRecord;
  /** Undefined where nothing personal of the batch is kept any more. */
  readonly outcomes: IndexedOutcomes | undefined;
  /** The row at a place; 0: it has none there. */
  readonly rowAt: (place: number) => number;
  readonly placeOf: (row: number) => number;
}

/** A batch and its corrections, in the order in which they have ended. */
class Layers {
  readonly #layers: readonly Layer[];

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  static async open(family: Family, dataDirectory: string): Promise<Layers> {
    const { of } = await placesIn(family, dataDirectory);
    const layers: Layer[] = [];
    try {
      for (const record of [family.first, ...family.corrections]) {
        const isPurged = (await readPurged(batchPaths(dataDirectory, record.batch))) !== undefined;
        const places = of.get(record.batch);
        const rows = places?.length ?? family.rows;
        layers.push({
          record,
          outcomes: isPurged ? undefined : await IndexedOutcomes.open(record, rows),
          rowAt: (place) => (places === undefined ? (place <= rows ? place : 0) : places.indexOf(place) + 1),
          placeOf: (row) => (places === undefined ? row : (places[row - 1] ?? 0)),
        });
      }
    } catch (error) {
      new Layers(layers).close();
      throw error;
    }
    return new Layers(layers);
  }

  /** The rows that stood at the same place before, as far as they have the name or the number in common with a later one. */
  before({ person, record: { batch }, row }: FoundRow): ReplacedRow[] {
    const at = this.#layers.findIndex(({ record }) => record.batch === batch);
    const own = this.#layers[at];
    if (own?.outcomes === undefined) return [];
    const place = own.placeOf(row);
    const known = [personOf(own.outcomes.at(row).cells, own.record)];
    const rows: ReplacedRow[] = [];
    for (const layer of this.#layers.slice(0, at).toReversed()) {
      const replaced = rowIn(layer, layer.rowAt(place), person);
      if (replaced === undefined || !known.some((other) => isLike(other, replaced.its))) continue;
      known.push(replaced.its);
      rows.push(replaced);
    }
    return rows;
  }

  close(): void {
    for (const { outcomes } of this.#layers) outcomes?.close();
  }
}

function rowIn({ record, outcomes }: Layer, row: number, person: number): ReplacedRow | undefined {
  if (outcomes === undefined || row === 0) return undefined;
  const { cells, outcome } = outcomes.at(row);
  const status = statusNamed(outcome.verify_status);
  if (status === undefined || status === ERASED || SOMEBODY_ELSE.has(status)) return undefined;
  const { verify_checked_at: at } = outcome;
  const calledAt = at === '' ? undefined : Date.parse(at);
  return { person, record, row, status, calledAt, its: personOf(cells, record) };
}

/** What is empty is nobody's in common. */
function isLike(one: Person, other: Person): boolean {
  const isShared = (a: string, b: string): boolean => a !== '' && a === b;
  return isShared(one.idNumber, other.idNumber) || isShared(one.name, other.name);
}
