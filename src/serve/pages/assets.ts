// What browsers load with the pages: a stylesheet and a script, under names that change with what is in them, so that they are kept for
// ever. They are made by the build.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtForPages } from '../../program-files.js';
import type { Api } from '../serve-env.js';

interface Asset {
  readonly address: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

const PRINT_CHARACTERS = 16;
const FOR_EVER = 'public, max-age=31536000, immutable';

function read(name: string, type: string): Asset {
  const bytes = new Uint8Array(readFileSync(builtForPages(name)));
  const print = createHash('sha256').update(bytes).digest('hex').slice(0, PRINT_CHARACTERS);
  return { address: `/assets/${print}/${name}`, bytes, type };
}

let known: { readonly style: Asset; readonly script: Asset } | undefined;

export function assets(): { readonly style: Asset; readonly script: Asset } {
  return (known ??= {
    style: read('style.css', 'text/css; charset=utf-8'),
    script: read('script.js', 'text/javascript; charset=utf-8'),
  });
}

export function assetRoutes(root: Api): void {
  for (const { address, bytes, type } of Object.values(assets())) {
    const [, , , name] = address.split('/');
    root.get(`/assets/:print/${name}`, (context) => {
      const isThisOne = context.req.path === address;
      const headers = {
        'content-type': type,
        // A page of before an upgrade gets what there is now, and keeps it no longer than it is open.
        'cache-control': isThisOne ? FOR_EVER : 'no-cache',
      };
      return context.body(bytes, 200, headers);
    });
  }
}
