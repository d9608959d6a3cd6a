// The proxies of a set of variables, in upper or lower case, looked at before anything is begun. Reads no environment
// itself.

import { UserError } from '../domain/user-error.js';
import { proxyFor, type ProxySettings } from './proxy.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @param urls that will be asked: a proxy that none of them needs may be anything
 * @throws UserError naming the variable and what it must be
 */
export function proxySettings(variables: Variables, urls: readonly string[]): ProxySettings {
  const of = (name: string): string | undefined => variables[name] ?? variables[name.toLowerCase()];
  const httpProxy = of('HTTP_PROXY') ?? of('ALL_PROXY');
  const httpsProxy = of('HTTPS_PROXY') ?? of('ALL_PROXY');
  const noProxy = of('NO_PROXY');
  const settings: ProxySettings = {
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(noProxy === undefined ? {} : { noProxy }),
  };
  for (const url of urls) {
    try {
      proxyFor(new URL(url), settings);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const named = new URL(url).protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
      throw new UserError(`The environment is not usable: ${named} (or ALL_PROXY) ${error.message}.`, {
        cause: error,
      });
    }
  }
  return Object.freeze(settings);
}
