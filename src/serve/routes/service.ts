// What this service is set up as, and whether its credentials are accepted: what somebody looks at who has just set it up. No secret is
// told. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { ping } from '../../app/ping.js';
import { missingCredentials } from '../../config.js';
import { priceNow } from '../../app/tariff.js';
import { programVersion } from '../../program-version.js';
import { providerOf } from '../../provider/index.js';
import { wordsIn } from '../../words/catalogue.js';
import { isDemo } from '../demo.js';
import { json, route } from '../route.js';
import { onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const serviceSchema = z
  .object({
    version: z.string(),
    provider: z.string(),
    provider_title: z.string(),
    auth_url: z.string(),
    appid: z.string().nullable(),
    has_credentials: z.boolean(),
    missing_settings: z
      .array(z.string())
      .openapi({ description: 'The variables of the credentials that are not set' }),
    own_redis: z.boolean().openapi({ description: 'Whether Rollcall runs a Redis of its own' }),
    price: z.string().nullable(),
    currency: z.string(),
    demo: z.boolean().openapi({ description: 'Whether it is the demonstration, with a pretend service' }),
  })
  .openapi('Service');

const getService = route({
  operationId: 'getService',
  method: 'get',
  path: '/service',
  tags: ['service'],
  summary: 'What this service is set up as',
  responses: { 200: json('The settings that matter to whoever begins', serviceSchema) },
});

const tryService = route({
  operationId: 'tryService',
  method: 'post',
  path: '/service/try',
  tags: ['service'],
  summary: 'Try the credentials, with a request that costs nothing',
  responses: {
    200: json(
      'What came of it',
      z.object({ result: z.enum(['ok', 'refused', 'unreachable']), message: z.string() }),
    ),
  },
});

export function serviceRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  const { config } = app;
  const { provider, authUrl, appid, redisUrl, dataDir } = config;
  const missing = missingCredentials(config);

  api.openapi(getService, async (context) => {
    const { price, currency } = await priceNow(config);
    return context.json(
      {
        version: programVersion(),
        provider,
        provider_title: providerOf(provider).title,
        auth_url: authUrl,
        appid: appid ?? null,
        has_credentials: missing.length === 0,
        missing_settings: missing,
        own_redis: redisUrl === undefined,
        price: price ?? null,
        currency,
        demo: await isDemo(dataDir),
      },
      200,
    );
  });

  api.openapi(tryService, async (context) => {
    await onRecord(context);
    const { result, say } = await ping(app);
    return context.json({ result, message: say(wordsIn(context.var.language)) }, 200);
  });
}
