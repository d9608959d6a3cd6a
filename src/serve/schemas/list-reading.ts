// How a list is to be read and judged, as requests say it, in the query or in a body. It knows forms, not lists.

import { z } from '@hono/zod-openapi';
import type { ListRequest } from '../../batch/list-request.js';
import { encodingOf } from '../../ingest/encoding/encodings.js';
import { PRECHECKS } from '../../ingest/list.js';

const TEXT_MOST = 200;
const ROW_MOST = 1_000_000_000;

const encoding = z
  .string()
  .max(40)
  .refine((label) => encodingOf(label) !== undefined, { error: 'no encoding has that name' })
  .openapi({ example: 'gb18030' });
const column = z.string().min(1).max(TEXT_MOST).openapi({ description: 'Header text, or the number from 1' });

/** In a query, where everything is text. */
export const readingQuery = z.object({
  encoding: encoding.optional(),
  delimiter: z.string().min(1).max(10).optional(),
  sheet: z.string().min(1).max(TEXT_MOST).optional(),
  header: z.enum(['true', 'false']).optional(),
  header_row: z.coerce.number().int().min(1).max(ROW_MOST).optional(),
  name_column: column.optional(),
  id_column: column.optional(),
  precheck: z.enum(PRECHECKS).optional(),
  dedupe: z.enum(['true', 'false']).optional(),
});

const columnInBody = z.union([column, z.number().int().min(1).max(10_000)]);

export const readingBody = z.strictObject({
  encoding: encoding.optional(),
  delimiter: z.string().min(1).max(10).optional(),
  sheet: z.union([z.string().min(1).max(TEXT_MOST), z.number().int().min(1).max(10_000)]).optional(),
  header: z.boolean().optional(),
  header_row: z.number().int().min(1).max(ROW_MOST).optional(),
  name_column: columnInBody.optional(),
  id_column: columnInBody.optional(),
  precheck: z.enum(PRECHECKS).optional(),
  dedupe: z.boolean().optional(),
});

export type ReadingAsked = z.infer<typeof readingQuery> | z.infer<typeof readingBody>;

export function readingOf(asked: ReadingAsked): ListRequest['reading'] {
  const { delimiter, header_row: headerRow, precheck = 'reject' } = asked;
  return {
    encoding: asked.encoding === undefined ? undefined : encodingOf(asked.encoding),
    delimiter,
    headerRow,
    precheck,
    sheet: textOf(asked.sheet),
    header: asked.header !== false && asked.header !== 'false',
    nameColumn: textOf(asked.name_column),
    idColumn: textOf(asked.id_column),
    dedupe: asked.dedupe !== false && asked.dedupe !== 'false',
  };
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
