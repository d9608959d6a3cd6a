// The key by which its caller knows a request again.

import { z } from '@hono/zod-openapi';

/** As anybody may choose it, of visible characters alone. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/);
