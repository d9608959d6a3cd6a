// The part of a report's page that says what it was made from. Pure.

import { html, type Content } from './html.js';
import { section } from './page-frame.js';
import { table, type Heading } from './page-table.js';
import type { Proof } from './proof.js';

const HEADINGS: readonly Heading[] = [
  { zh: '文件', en: 'file', kind: 'wide name' },
  { zh: 'SHA-256', en: '', kind: 'wide name' },
];

export function proofSection(proof: Proof | null): Content {
  if (proof === null) return '';
  const { account, endpoint, figures_from: from, provider, program_version: version, made_by: by } = proof;
  const prints = [...proof.records, ...proof.answers];
  return section('依据', 'Proof', [
    html`<p>
      账号 account ${[account.appid, account.bucket].filter((part) => part !== '').join(' / ')} · 服务
      provider ${provider}, ${endpoint} · 数据来源 figures from ${from} · Rollcall ${version} · 制作人 made by
      ${by}
    </p>`,
    prints.length === 0
      ? ''
      : table(
          HEADINGS,
          prints.map(({ file, sha256 }) => [file, sha256]),
        ),
  ]);
}
