// The cookies that a browser gets: nothing but this host's pages over a safe way have them, and no script. It knows their
// form alone.

/** The prefix makes browsers refuse one that another host, or a page without TLS, has set. */
export const SESSION_COOKIE = '__Host-rollcall';
export const SIGN_IN_COOKIE = '__Host-rollcall-sign-in';

/** The first cookie of that name in the header `Cookie`. */
export function cookieIn(header: string | null | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key = '', value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** @param maxAgeSeconds absent: until the browser ends */
export function setCookie(name: string, value: string, maxAgeSeconds?: number): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  // Lax, not strict: who follows a link into the service, or comes back from a provider of identities, is still known.
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age}`;
}

export function clearCookie(name: string): string {
  return setCookie(name, '', 0);
}
