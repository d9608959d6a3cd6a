// How a list is read, and which of its columns are the name and the number: shown with masked cells, and changed by whoever knows
// better. It knows forms alone.

import type { ShownColumns } from '../../schemas/list-columns.js';
import type { Reading } from '../client/lists.js';
import { Choice, Field } from '../parts/field.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { DataTable, type Column } from '../parts/data-table.js';

interface ReadingCardProps {
  readonly visit: Visit;
  readonly list: string;
  readonly columns: ShownColumns;
  readonly reading: Reading;
  readonly isRemembered: boolean;
}

/** Those that lists come in; any other is found out. */
const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252'];
const DELIMITERS = [',', ';', 'tab', '|'];

export function ReadingCard({ visit, list, columns, reading, isRemembered }: ReadingCardProps): Element {
  const { newListPage } = visit.words;
  const isOpen = columns.name_column === null || columns.id_column === null;
  return (
    <section class="card" aria-labelledby="reading-title">
      <h2 id="reading-title">{newListPage.howRead}</h2>
      {isRemembered ? <p class="note">{newListPage.remembered}</p> : null}
      <form method="get" action={`/lists/${list}`}>
        <p class="facts">{factsOf(columns, visit)}</p>
        <ColumnsTable visit={visit} columns={columns} />
        <details open={isOpen}>
          <summary>{newListPage.readOtherwise}</summary>
          <Otherwise visit={visit} columns={columns} reading={reading} />
        </details>
        <button type="submit">{newListPage.readSo}</button>
      </form>
    </section>
  );
}

function factsOf({ encoding, sheet, delimiter, header_row: headerRow }: ShownColumns, visit: Visit): string {
  const { newListPage } = visit.words;
  const form =
    sheet === null
      ? newListPage.asText({
          encoding: encoding ?? '',
          delimiter: delimiter === '\t' ? newListPage.tab : (delimiter ?? ''),
        })
      : newListPage.asSheet({ sheet });
  const header = headerRow === null ? newListPage.noHeader : newListPage.headerIn({ row: headerRow });
  return `${form} ${header}`;
}

type ShownColumn = ShownColumns['columns'][number];

function ColumnsTable({ visit, columns }: Pick<ReadingCardProps, 'visit' | 'columns'>): Element {
  const { newListPage } = visit.words;
  const { rows } = columns;
  const radio = (name: 'name_column' | 'id_column', title: string): Column<ShownColumn> => ({
    title,
    cell: (column) => (
      <input
        type="radio"
        name={name}
        value={String(column.column)}
        checked={columns[name] === column.column}
        aria-label={newListPage.columnIs({ column: column.column, what: title })}
      />
    ),
  });
  return (
    <DataTable
      caption={newListPage.columns}
      columns={[
        {
          title: newListPage.column,
          cell: ({ column, title }) => (
            <>
              <small>{column}</small> <strong>{title ?? ''}</strong>
            </>
          ),
        },
        {
          title: newListPage.filled,
          kind: 'figure',
          cell: ({ filled }) => (rows === 0 ? '–' : `${Math.floor((filled / rows) * 100)} %`),
        },
        {
          title: newListPage.samples,
          kind: 'wide',
          cell: ({ samples }) => <span class="samples">{samples.join(' · ')}</span>,
        },
        radio('name_column', newListPage.isName),
        radio('id_column', newListPage.isNumber),
      ]}
      rows={columns.columns}
      empty=""
    />
  );
}

function Otherwise({
  visit,
  columns,
  reading,
}: Pick<ReadingCardProps, 'visit' | 'columns' | 'reading'>): Element {
  const { newListPage } = visit.words;
  const found = { value: '', name: newListPage.findOut };
  return (
    <div class="fields">
      {columns.sheet === null ? (
        <>
          <Choice
            name="encoding"
            label={newListPage.encoding}
            value={reading.encoding}
            options={[found, ...ENCODINGS.map((value) => ({ value, name: value }))]}
          />
          <Choice
            name="delimiter"
            label={newListPage.delimiter}
            value={reading.delimiter}
            options={[
              found,
              ...DELIMITERS.map((value) => ({ value, name: value === 'tab' ? newListPage.tab : value })),
            ]}
          />
        </>
      ) : (
        <Field name="sheet" label={newListPage.sheet} hint={newListPage.sheetHint} value={reading.sheet} />
      )}
      <Choice
        name="header"
        label={newListPage.header}
        value={reading.header}
        options={[found, { value: 'false', name: newListPage.withoutHeader }]}
      />
      <Field
        name="header_row"
        label={newListPage.headerRow}
        hint={newListPage.headerRowHint}
        value={reading.header_row}
        input={{ inputmode: 'numeric', pattern: '[0-9]*' }}
      />
    </div>
  );
}
