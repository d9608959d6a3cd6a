// The languages that Rollcall speaks, and which of them a person's words name. Pure.

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that is named, also as `zh-CN` or `en_US.UTF-8`; undefined where it is none of ours. */
export function languageNamed(text: string): Language | undefined {
  const name = /^([a-z]+)(?:[-_.@].*)?$/i.exec(text.trim())?.[1]?.toLowerCase();
  return LANGUAGES.find((language) => language === name);
}
