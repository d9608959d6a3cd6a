// The providers that Rollcall knows, by the name that a batch has on record.

import { UserError } from '../domain/user-error.js';
import { faceid } from './faceid/index.js';
import type { Provider } from './port.js';
import { youtu } from './youtu/index.js';

/** The provider of every batch that names none, because earlier versions knew no other. */
export const DEFAULT_PROVIDER = youtu.id;
export const PROVIDER_IDS = [youtu.id, faceid.id] as const;

const PROVIDERS: ReadonlyMap<string, Provider> = new Map<string, Provider>([
  [youtu.id, youtu],
  [faceid.id, faceid],
]);

/** @throws UserError where there is no provider of that name */
export function providerOf(id: string): Provider {
  const provider = PROVIDERS.get(id);
  if (provider !== undefined) return provider;
  throw new UserError('invalid-settings', ({ settings }) =>
    settings.unknownProvider({ id, known: PROVIDER_IDS.join(', ') }),
  );
}
