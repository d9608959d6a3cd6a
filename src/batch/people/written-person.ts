// A person as somebody has typed number and name, in the forms in which batches may have sent them: rules for cleaning have
// changed. Pure.

import { personOf } from '../../domain/precheck.js';
import { cleanNumber } from '../../domain/identity-number.js';
import type { Person } from '../../domain/row.js';
import { FIRST_RULES } from '../../ingest/read-rows.js';
import { RULES_VERSION } from '../create.js';

export interface WrittenPerson {
  readonly number: string;
  /** Undefined: whoever has the number. */
  readonly name: string | undefined;
}

export class SoughtPerson {
  readonly isNamed: boolean;
  /** Without a name only the numbers count. */
  readonly forms: readonly Person[];

  constructor({ number, name }: WrittenPerson) {
    this.isNamed = name !== undefined;
    const forms = [RULES_VERSION, FIRST_RULES].map((version) =>
      name === undefined
        ? { idNumber: cleanNumber(number, version).number, name: '' }
        : personOf(number, name, version),
    );
    const seen = new Set<string>();
    this.forms = forms.filter((form) => {
      const key = `${form.idNumber}\n${form.name}`;
      return !seen.has(key) && seen.add(key);
    });
  }

  isIt({ idNumber, name }: Person): boolean {
    return this.forms.some((form) => form.idNumber === idNumber && (!this.isNamed || form.name === name));
  }
}
