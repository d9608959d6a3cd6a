// Signing in and out, as the interface does it. It knows paths of the interface, no page.

import { Refused, type InterfaceClient } from './interface-client.js';

export interface SignInWays {
  readonly password: true;
  readonly oidc: boolean;
}

export function signInWays(api: InterfaceClient): Promise<SignInWays> {
  return api.get('/sign-in');
}

/** Whether whoever asks has signed in already. */
export async function hasSession(api: InterfaceClient): Promise<boolean> {
  try {
    await api.get('/session');
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

export interface LinkIsFor {
  readonly first_admin: boolean;
  readonly name: string | null;
}

export function readLink(api: InterfaceClient, link: string): Promise<LinkIsFor> {
  return api.post('/sign-in/link/read', { link });
}

/** Each answers with the cookies that the browser is to keep. */
export async function signIn(
  api: InterfaceClient,
  asked: { readonly name: string; readonly password: string },
) {
  return cookiesOf(await api.response('POST', '/sign-in', { body: asked }));
}

export async function redeemLink(
  api: InterfaceClient,
  asked: { readonly link: string; readonly password: string; readonly name?: string },
) {
  return cookiesOf(await api.response('POST', '/sign-in/link', { body: asked }));
}

export async function signOut(api: InterfaceClient) {
  return cookiesOf(await api.response('POST', '/sign-out'));
}

function cookiesOf({ headers }: Response): readonly string[] {
  return headers.getSetCookie();
}
