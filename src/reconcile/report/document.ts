// A whole page around its content: it loads nothing and runs nothing, and its policy lets no browser do so. Pure.

import { html, Markup } from './html.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function documentOf({
  language,
  title,
  style,
  body,
}: {
  /** As HTML writes it: `zh-CN`. */
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly body: Markup;
}): string {
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return page.text;
}
