// The providers that Rollcall knows, by the name that a batch has on record.

import { UserError } from '../domain/user-error.js';
import type { Provider } from './port.js';
import { youtu } from './youtu/index.js';

/** Of every batch that names none: there was no other when they were begun. */
export const DEFAULT_PROVIDER = youtu.id;

const PROVIDERS: ReadonlyMap<string, Provider> = new Map([[youtu.id, youtu]]);

/** @throws UserError where there is no provider of that name */
export function providerOf(id: string = DEFAULT_PROVIDER): Provider {
  const provider = PROVIDERS.get(id);
  if (provider !== undefined) return provider;
  throw new UserError(
    `There is no provider "${id}". Those that there are: ${[...PROVIDERS.keys()].join(', ')}.`,
  );
}
