// Whether credentials and addresses can be FaceID's at all, looked at before anything is sent. Quotes no secret.

import { UserError } from '../../domain/user-error.js';
import type { Credentials } from '../port.js';

const CLOUD = 'tencentcloudapi.com';
const REGION = /^[a-z]{2}-[a-z]+(?:-[a-z\d]+)?$/;
/** Characters that can't be in a SecretId: those that end it in the header `Authorization`, and those that no header has. */
const NOT_IN_ID = /[^\x21-\x7e]|[/,=;]/;
const NOT_IN_KEY = /[^\x21-\x7e]/;
/** How every SecretId begins that the provider has made; no SecretKey begins so. */
const ID_BEGINS = /^[AI]KID/;

/** @throws UserError naming the setting, what is wrong with it and what it must be */
export function refuseUnusable({ secretId, secretKey }: Credentials, authUrl: string): void {
  refuseCharacters('ROLLCALL_SECRET_ID', secretId, NOT_IN_ID);
  refuseCharacters('ROLLCALL_SECRET_KEY', secretKey, NOT_IN_KEY);
  if (ID_BEGINS.test(secretKey) && !ID_BEGINS.test(secretId)) {
    throw new UserError('invalid-settings', ({ settings }) => settings.exchanged);
  }
  refuseHost('ROLLCALL_AUTH_URL', authUrl, 'faceid');
}

function refuseCharacters(variable: string, text: string, unusable: RegExp): void {
  const at = text.search(unusable);
  if (at === -1) return;
  throw new UserError('invalid-settings', ({ settings }) =>
    settings.unusableCharacter({ name: variable, at: at + 1, length: text.length }),
  );
}

/**
 * Refuses a host of the provider's that is not the service's: it would be sent names and numbers that are not for it, or
 * it would refuse every call. Hosts that are not the provider's are the user's own, such as a gateway, and pass.
 *
 * @param service the first part of its host's name, such as `faceid`
 * @throws UserError naming the setting
 */
export function refuseHost(variable: string, baseUrl: string, service: string): void {
  const { hostname, pathname, search, protocol } = new URL(baseUrl);
  if (pathname !== '/' || search !== '') {
    throw new UserError('invalid-settings', ({ settings }) =>
      settings.urlWithPath({ name: variable, url: baseUrl, service }),
    );
  }
  if (/(^|\.)(image\.)?(myqcloud|qcloud)\.com$/.test(hostname)) throw wrongHost(variable, hostname, service);
  if (hostname !== CLOUD && !hostname.endsWith(`.${CLOUD}`)) return;
  const labels = hostname.slice(0, -CLOUD.length).split('.').slice(0, -1);
  const [first, ...others] = labels;
  const regions = others.filter((label) => label !== 'intl' && label !== 'internal');
  if (first !== service || regions.length > 1) throw wrongHost(variable, hostname, service);
  // Within the provider's own network the user may know better.
  if (protocol !== 'https:' && !others.includes('internal')) {
    throw new UserError('invalid-settings', ({ settings }) =>
      settings.plainHttp({ name: variable, url: `https://${hostname}` }),
    );
  }
  const [region] = regions;
  if (region === undefined || REGION.test(region)) return;
  throw new UserError('invalid-settings', ({ settings }) =>
    settings.unknownRegion({ name: variable, region, host: `${service}.${CLOUD}` }),
  );
}

function wrongHost(variable: string, host: string, service: string): UserError {
  return new UserError('invalid-settings', ({ settings }) =>
    settings.wrongHost({ name: variable, host, service, cloud: CLOUD }),
  );
}
