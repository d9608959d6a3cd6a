// Text can't become markup.

import { expect, test } from 'vitest';
import { html } from '../../../../src/reconcile/report/html.js';

test('text is escaped and markup is not', () => {
  const inner = html`<b>${'<i>"a" & \'b\''}</b>`;
  expect(html`<p>${inner}${[1, 'x<']}</p>`.text).toBe(
    '<p><b>&lt;i&gt;&quot;a&quot; &amp; &#39;b&#39;</b>1x&lt;</p>',
  );
});
