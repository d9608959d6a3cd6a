// A person as somebody has typed number and name, in the forms in which batches may have sent them: rules for cleaning have
// changed. Pure.

import { personOf } from '../../domain/precheck.js';
import { cleanNumber } from '../../domain/identity-number.js';
import type { Person } from '../../domain/row.js';
import { FIRST_RULES } from '../../ingest/read-rows.js';
import { RULES_VERSION } from '../create.js';
import type { FoundRow, ReplacedRow } from './found-row.js';

export interface WrittenPerson {
  readonly number: string;
  /** Undefined: whoever has the number. */
  readonly name: string | undefined;
}

/** A number and name, and whether whoever has the number is meant by it, whatever the name. */
export interface SoughtForm extends Person {
  readonly by: 'number' | 'number and name';
}

export class SoughtPerson {
  /** What was asked for. */
  readonly forms: readonly SoughtForm[];
  /**
   * And as whom the person stood before corrections. A wrong number may be somebody else's, so it counts with its name alone; a
   * name without a number is too many people's.
   */
  readonly allForms: readonly SoughtForm[];
  /** In which rows. */
  readonly replaced: readonly FoundRow[];

  private constructor(forms: readonly SoughtForm[], replaced: readonly ReplacedRow[]) {
    const before = replaced.flatMap(({ its }): SoughtForm[] =>
      its.idNumber === '' ? [] : [{ ...its, by: 'number and name' }],
    );
    this.forms = different(forms);
    this.allForms = different([...forms, ...before]);
    this.replaced = replaced;
  }

  static of({ number, name }: WrittenPerson): SoughtPerson {
    const forms = [RULES_VERSION, FIRST_RULES].map((version): SoughtForm =>
      name === undefined
        ? { idNumber: cleanNumber(number, version).number, name: '', by: 'number' }
        : { ...personOf(number, name, version), by: 'number and name' },
    );
    return new SoughtPerson(forms, []);
  }

  /** The same person, who stood in these rows, too. */
  alsoIn(replaced: readonly ReplacedRow[]): SoughtPerson {
    return new SoughtPerson(this.forms, replaced);
  }

  isIt({ idNumber, name }: Person): boolean {
    return this.allForms.some(
      (form) => form.idNumber === idNumber && (form.by === 'number' || form.name === name),
    );
  }

  /** Whether a correction has replaced that row of the batch, and the person stood in it. */
  stoodIn(batch: string, row: number): boolean {
    return this.replaced.some(({ record, row: other }) => record.batch === batch && row === other);
  }
}

function different(forms: readonly SoughtForm[]): SoughtForm[] {
  const byKey = new Map(forms.map((form) => [`${form.idNumber}\n${form.name}\n${form.by}`, form]));
  return [...byKey.values()];
}
