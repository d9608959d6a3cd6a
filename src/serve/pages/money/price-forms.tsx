// A price that is set, a package that is entered. It knows forms alone.

import type { Element } from '../parts/element.js';
import { Field } from '../parts/field.js';
import type { Visit } from '../visit.js';

interface FormProps {
  readonly visit: Visit;
  readonly typed: Readonly<Record<string, string>>;
}

const DIGITS = { inputmode: 'decimal', maxlength: '20' };

export function PriceForm({ visit, typed }: FormProps): Element {
  const { pricesPage } = visit.words;
  return (
    <form method="post" action="/prices" class="card in-line no-paper">
      <h2>{pricesPage.setTitle}</h2>
      <Field
        name="price"
        label={pricesPage.price}
        value={typed['price']}
        input={{ ...DIGITS, required: true }}
      />
      <Field
        name="from"
        type="date"
        label={pricesPage.from}
        hint={pricesPage.fromHint}
        value={typed['from']}
        input={{ required: true }}
      />
      <Field
        name="code"
        label={pricesPage.code}
        hint={pricesPage.codeHint}
        value={typed['code']}
        input={{ maxlength: '60' }}
      />
      <button type="submit" class="primary">
        {pricesPage.setButton}
      </button>
    </form>
  );
}

export function PackageForm({ visit, typed }: FormProps): Element {
  const { pricesPage } = visit.words;
  return (
    <form method="post" action="/prices/packages" class="card in-line no-paper">
      <h2>{pricesPage.packageTitle}</h2>
      <input type="hidden" name="key" value={typed['key'] ?? crypto.randomUUID()} />
      <Field
        name="package-calls"
        label={pricesPage.packageCalls}
        value={typed['package-calls']}
        input={{ inputmode: 'numeric', maxlength: '13', required: true }}
      />
      <Field
        name="package-amount"
        label={pricesPage.packageAmount}
        value={typed['package-amount']}
        input={DIGITS}
      />
      <Field
        name="package-price"
        label={pricesPage.packagePrice}
        value={typed['package-price']}
        input={DIGITS}
      />
      <Field
        name="package-from"
        type="date"
        label={pricesPage.packageFrom}
        value={typed['package-from']}
        input={{ required: true }}
      />
      <Field
        name="package-until"
        type="date"
        label={pricesPage.packageUntil}
        hint={pricesPage.packageUntilHint}
        value={typed['package-until']}
      />
      <button type="submit" class="primary">
        {pricesPage.packageButton}
      </button>
    </form>
  );
}
