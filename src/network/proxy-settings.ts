// Reads the proxies from a set of variables, in upper or lower case, and checks them before anything begins. It reads
// no environment itself.

import { UserError } from '../domain/user-error.js';
import { proxyFor, type ProxySettings } from './proxy.js';

type Variables = Readonly<Record<string, string | undefined>>;

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'] as const;

/** One source's proxies under their names in upper case. A variable in upper case wins over the same in lower case. */
export function proxyVariables(source: Variables): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of NAMES) {
    const value = source[name] ?? source[name.toLowerCase()];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/**
 * @param variables under their names in upper case
 * @param urls that will be asked; a proxy that none of them uses is not checked
 * @throws UserError naming the variable and what it must be
 */
export function proxySettings(variables: Variables, urls: readonly string[]): ProxySettings {
  const of = (name: (typeof NAMES)[number]): string | undefined => variables[name];
  const httpProxy = of('HTTP_PROXY') ?? of('ALL_PROXY');
  const httpsProxy = of('HTTPS_PROXY') ?? of('ALL_PROXY');
  const noProxy = of('NO_PROXY');
  const proxies: ProxySettings = {
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(noProxy === undefined ? {} : { noProxy }),
  };
  for (const url of urls) {
    try {
      proxyFor(new URL(url), proxies);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const name = new URL(url).protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
      const { say } = error;
      throw new UserError(
        'invalid-settings',
        (words) => {
          const { settings } = words;
          return settings.unusable({ what: settings.proxy({ name, what: say(words) }) });
        },
        { cause: error },
      );
    }
  }
  return Object.freeze(proxies);
}
