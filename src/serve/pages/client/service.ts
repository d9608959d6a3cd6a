// What the service is set up as. It knows paths of the interface, no page.

import type { InterfaceClient } from './interface-client.js';

export interface Service {
  readonly version: string;
  readonly provider: string;
  readonly provider_title: string;
  readonly auth_url: string;
  readonly appid: string | null;
  readonly has_credentials: boolean;
  readonly missing_settings: readonly string[];
  readonly own_redis: boolean;
  readonly price: string | null;
  readonly currency: string;
  readonly demo: boolean;
}

export function getService(api: InterfaceClient): Promise<Service> {
  return api.get('/service');
}

export interface Tried {
  readonly result: 'ok' | 'refused' | 'unreachable';
  readonly message: string;
}

export function tryService(api: InterfaceClient): Promise<Tried> {
  return api.post('/service/try');
}
