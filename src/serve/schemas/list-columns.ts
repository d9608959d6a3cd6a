// How a list is read, as whoever sent it looks at it before it is checked. It knows forms alone.

import { z } from '@hono/zod-openapi';

const whole = z.number().int();

export const columnsSchema = z
  .object({
    complete: z.boolean().openapi({ description: 'False while a workbook is still being read: ask again' }),
    encoding: z.string().nullable(),
    sheet: z.string().nullable(),
    delimiter: z.string().nullable(),
    header_row: whole.nullable(),
    rows: whole.openapi({ description: 'How many rows, from the beginning, were looked at' }),
    columns: z
      .array(
        z.object({
          column: whole,
          title: z.string().nullable(),
          filled: whole,
          samples: z.array(z.string()).readonly().openapi({ description: 'Masked' }),
        }),
      )
      .readonly(),
    name_column: whole.nullable().openapi({ description: 'Null: nobody has found it yet' }),
    id_column: whole.nullable(),
    remembered: z
      .object({
        encoding: z.string().optional(),
        delimiter: z.string().optional(),
        header_row: whole.optional(),
        name_column: z.string().optional(),
        id_column: z.string().optional(),
      })
      .nullable()
      .openapi({ description: 'What was chosen for the last list with this header' }),
  })
  .openapi('ListColumns');
export type ShownColumns = z.infer<typeof columnsSchema>;
