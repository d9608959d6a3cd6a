// A table of rows, which on narrow screens are cards, and the way to the next page of it. It knows forms alone.

import type { Child, Element } from './element.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** A figure stands on the right; `wide` has a line of its own on narrow screens. */
  readonly kind?: 'figure' | 'wide' | undefined;
}

interface DataTableProps<Row> {
  /** What it is a table of, for who has it read aloud. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What each row's element has besides, such as where it is asked for anew. */
  readonly attributes?: (row: Row) => Readonly<Record<string, string>>;
  /** In place of the table where there is no row. */
  readonly empty: Child;
}

export function DataTable<Row>(props: DataTableProps<Row>): Element {
  const { caption, columns, rows, attributes = () => ({}), empty } = props;
  if (rows.length === 0) return <>{empty}</>;
  return (
    <table class="data" role="table">
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, kind }) => (
            <th scope="col" role="columnheader" class={kind ?? 'text'}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <DataRow row={row} columns={columns} attributes={attributes(row)} />
        ))}
      </tbody>
    </table>
  );
}

interface DataRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** One row alone, as it is asked for anew when something has become of it. */
export function DataRow<Row>({ row, columns, attributes }: DataRowProps<Row>): Element {
  return (
    <tr role="row" {...attributes}>
      {columns.map(({ title, cell, kind }) => (
        <td role="cell" class={kind ?? 'text'} data-name={title}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

interface PagerProps {
  /** The address of the first page; undefined on that page. */
  readonly first?: string | undefined;
  /** That of the next one; undefined on the last. */
  readonly next?: string | undefined;
  readonly words: { readonly firstPage: string; readonly nextPage: string; readonly morePages: string };
}

export function Pager({ first, next, words }: PagerProps): Element {
  if (first === undefined && next === undefined) return <></>;
  return (
    <nav class="pager" aria-label={words.morePages}>
      {first === undefined ? null : <a href={first}>{words.firstPage}</a>}
      {next === undefined ? null : (
        <a href={next} rel="next">
          {words.nextPage}
        </a>
      )}
    </nav>
  );
}
