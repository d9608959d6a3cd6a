// A table of report.html. Wide screens and paper show columns; narrow screens show each row as a card, with every
// figure under its own name. Pure.

import { html, type Content, type Markup } from './html.js';
import type { Words } from './words.js';

export type Heading = Title & {
  /**
   * `n`: a figure, aligned right. In a card, `wide` is as wide as the card and `text` two thirds of it. `name` may be
   * long and breaks anywhere; `when` never breaks.
   */
  readonly kind?: 'n' | 'text' | 'wide' | 'wide name' | 'wide when' | 'wide lines';
};

/** In both languages, or in that of a page that has one. */
type Title = Words | { readonly text: string };

function titleLines(title: Title): readonly string[] {
  return 'text' in title ? [title.text] : [title.zh, title.en];
}

function titleOf(title: Title): Content {
  return titleLines(title).map((part, at) => (at === 0 ? part : [html`<br />`, part]));
}

export type Cell = Content | { readonly content: Content; readonly as: string };

/** Cells, of which the first names the row; or a note on the rows above it, across all columns. */
export type Row = readonly Cell[] | { readonly note: Content };

export function table(headings: readonly Heading[], rows: readonly Row[], foot?: readonly Cell[]): Markup {
  const columns = headings.map((heading) => {
    return html`<th scope="col" class="${heading.kind ?? ''}">${titleOf(heading)}</th>`;
  });
  const head = headings.some((heading) => titleLines(heading)[0] !== '')
    ? html`<thead>
        <tr>
          ${columns}
        </tr>
      </thead>`
    : '';
  const total =
    foot === undefined
      ? ''
      : html`<tfoot>
          ${line(headings, foot)}
        </tfoot>`;
  return html`<table>
    ${head}
    <tbody>
      ${rows.map((row) => ('note' in row ? note(headings, row.note) : line(headings, row)))}
    </tbody>
    ${total}
  </table>`;
}

function line(headings: readonly Heading[], cells: readonly Cell[]): Markup {
  const made = headings.map((heading, at) => {
    const { kind = '' } = heading;
    const title = titleLines(heading).join(' ');
    const cell = cells[at] ?? '';
    const { content, as } = isPlain(cell) ? { content: cell, as: '' } : cell;
    const names = `${kind} ${as}`.trim();
    return at === 0
      ? html`<th scope="row" class="${names}" data-name="${title}">${content}</th>`
      : html`<td class="${names}" data-name="${title}">${content}</td>`;
  });
  return html`<tr>
    ${made}
  </tr>`;
}

function isPlain(cell: Cell): cell is Content {
  return typeof cell !== 'object' || !('as' in cell);
}

function note(headings: readonly Heading[], content: Content): Markup {
  return html`<tr class="note">
    <td></td>
    <td class="wide" colspan="${headings.length - 1}"><small>${content}</small></td>
  </tr>`;
}
