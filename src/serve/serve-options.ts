// What `serve` is started with, and what it says once it is. It knows forms alone.

import type { AddressOptions } from './addresses.js';

export interface ServeOptions extends AddressOptions {
  readonly port: number;
  /** Verify processes inside, beside a batch worker; undefined: no workers inside. */
  readonly workers: number | undefined;
  readonly key?: Buffer | undefined;
  /** Settings over those of this process, for the processes that are started. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether there is to be something to look at. */
  readonly hasDemo?: boolean;
}

export interface Served {
  readonly url: string;
  /** Where the first administrator sets a password; undefined where there is a user. */
  readonly signIn: string | undefined;
  /** The variables of the credentials that are not set, without which nobody is called. */
  readonly missing: readonly string[];
}
