// What a form asks for where a batch is made, as the interface takes it. It knows the form, no batch.

import type { z } from '@hono/zod-openapi';
import type { newBatchBody } from '../../schemas/new-batch.js';
import type { SentForm } from '../form.js';

export type BatchAsked = z.input<typeof newBatchBody>;

export function batchAsked(list: string, form: SentForm): BatchAsked {
  return withoutMissing({
    list,
    label: form.optional('label'),
    start: form.text('then') === 'start',
    reading: withoutMissing({
      encoding: form.optional('encoding'),
      delimiter: form.optional('delimiter'),
      sheet: form.optional('sheet'),
      header: form.text('header') === 'false' ? false : undefined,
      header_row: form.number('header_row'),
      name_column: form.optional('name_column'),
      id_column: form.optional('id_column'),
    }),
    options: withoutMissing({
      max_calls: form.number('max_calls'),
      rate: form.number('rate'),
      xlsx: form.isChecked('xlsx') || undefined,
      split: form.isChecked('split') || undefined,
      carry: form.optional('carry'),
    }),
  }) as BatchAsked;
}

function withoutMissing(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
