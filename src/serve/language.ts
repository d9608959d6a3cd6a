// In which language somebody is answered: as he has chosen on the pages, else as the request asks. It knows no words.

import { cookieIn } from '../access/session-cookie.js';
import { languageNamed, type Language } from '../words/language.js';

/** Chosen by the pages' switch; the one thing besides the session that a browser keeps. */
export const LANGUAGE_COOKIE = '__Host-rollcall-language';

export function languageFor(headers: Pick<Headers, 'get'>): Language {
  const chosen = languageNamed(cookieIn(headers.get('cookie'), LANGUAGE_COOKIE) ?? '');
  return chosen ?? languageOf(headers.get('accept-language') ?? undefined);
}

/** @param accepted the header `Accept-Language` */
export function languageOf(accepted: string | undefined): Language {
  if (accepted === undefined) return 'en';
  const asked = accepted
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: /^(zh|en)(-|$)/.exec(tag)?.[1] as Language | undefined, quality: Number(q ?? 1) };
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  return asked[0]?.language ?? 'en';
}
