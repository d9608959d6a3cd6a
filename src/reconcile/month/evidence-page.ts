// README.html of evidence.zip: says what each file is, and how to check them with `sha256sum -c` and nothing else. Pure.

import { documentOf } from '../report/document.js';
import { html } from '../report/html.js';
import { section } from '../report/page-frame.js';
import { PAGE_STYLE } from '../report/page-style.js';
import { table, type Heading } from '../report/page-table.js';
import type { ClosedMonth } from './close.js';

const HEADINGS: readonly Heading[] = [
  { zh: '文件', en: 'file', kind: 'wide name' },
  { zh: '内容', en: 'what it is', kind: 'text' },
];

const PARTS: readonly (readonly [file: string, zh: string, en: string])[] = [
  ['close.html', '结账页', 'the closed month as a page'],
  ['close.json', '同样内容，供程序读取', 'the same for programs'],
  ['journal.csv', '记账分录', 'entries for the books'],
  [
    'reports/counts/',
    '与服务方计数的对账报告及其原始应答',
    'the reconciliation with the provider’s counts, and its raw answers',
  ],
  [
    'reports/bill/',
    '与账单的对账报告及账单原文',
    'the reconciliation with the bill, and the bill as it came',
  ],
  [
    'ledgers/',
    '各批次的调用汇总：五分钟、返回码、次数、单价',
    'each batch’s calls by five minutes, code and price',
  ],
  ['prices.json', '单价与资源包，何人何时设定', 'prices and packages, set by whom and when'],
  ['budgets.json', '预算，何人何时设定', 'budgets, set by whom and when'],
  ['books.csv', '标签对应的科目与成本中心', 'accounts and cost centres of labels'],
  ['SHA256SUMS', '以上文件的 SHA-256', 'the SHA-256 of all of these'],
];

export function evidencePage({ month, provider, closed_at: at, closed_by: by }: ClosedMonth): string {
  return documentOf({
    language: 'zh-CN',
    title: `证据 Evidence ${month}`,
    style: PAGE_STYLE,
    body: html`
      <main>
        <h1>${month} · ${provider}</h1>
        <p>结账 closed ${at} · ${by}</p>
        ${section('如何核对', 'How to check it', [
          html`<p>解压后在该目录中运行：<br />Unpack it, and run in that directory:</p>
            <p><code>sha256sum -c SHA256SUMS</code></p>
            <p>
              每一行应为 OK。不需要其他程序。报告中“依据”一节还列出所读取的每个文件的 SHA-256，可与 ledgers/
              和 answers/ 中的文件比对。<br />Each line has to say OK. No other program is needed. The part
              “Proof” of a report names the SHA-256 of every file that it was made from: hold them against
              those in ledgers/ and answers/.
            </p>
            <p>此处没有姓名和身份证号。<br />There is no name and no identity number in here.</p>`,
        ])}
        ${section(
          '文件',
          'Files',
          table(
            HEADINGS,
            PARTS.map(([file, zh, en]) => [file, html`${zh} <small>${en}</small>`]),
          ),
        )}
      </main>
    `,
  });
}
