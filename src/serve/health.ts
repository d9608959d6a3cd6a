// Says that the process lives, and whether it can do its work. Monitors ask it, by whatever name they have for it.

import type { Api } from './serve-env.js';

/** @param whyNotReady undefined where it is */
export function healthRoutes(root: Api, whyNotReady: () => Promise<string | undefined>): void {
  root.get('/healthz', (context) => context.text('alive\n'));
  root.get('/readyz', async (context) => {
    const reason = await whyNotReady();
    return context.text(`${reason ?? 'ready'}\n`, reason === undefined ? 200 : 503);
  });
}
