// Which language the process speaks: `--lang`, `ROLLCALL_LANG`, else the system's. It is asked before anything else is
// known, as help and errors are in it, so that it reads the environment by itself.

import { readDotEnv } from './dot-env.js';
import { languageNamed, type Language } from './words/language.js';

type Variables = Readonly<Record<string, string | undefined>>;

export type Chosen =
  | { readonly language: Language }
  /** What is named as a language, and where, although it is none of ours. */
  | { readonly unknown: string; readonly named: string };

/** @param directory whose `.env` counts for ROLLCALL_LANG */
export function languageOf(
  words: readonly string[],
  environment: Variables = process.env,
  directory: string = process.cwd(),
): Chosen {
  const named = { '--lang': langOption(words), ROLLCALL_LANG: settingOf(environment, directory) };
  for (const [by, given] of Object.entries(named)) {
    if (given === undefined) continue;
    const language = languageNamed(given);
    return language === undefined ? { unknown: given, named: by } : { language };
  }
  return { language: ofSystem(environment) };
}

/** The last `--lang` of a command line, wherever it stands; one without a value is left to the command's own error. */
function langOption(words: readonly string[]): string | undefined {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  let given: string | undefined;
  for (const [index, word] of options.entries()) {
    if (word === '--lang') given = options[index + 1] ?? given;
    else if (word.startsWith('--lang=')) given = word.slice('--lang='.length);
  }
  return given;
}

function settingOf(environment: Variables, directory: string): string | undefined {
  const set = environment['ROLLCALL_LANG'];
  if (set !== undefined && set !== '') return set;
  try {
    const written = readDotEnv(directory)['ROLLCALL_LANG'];
    return written === '' ? undefined : written;
  } catch {
    // Who needs the other settings is told what is wrong with the file.
    return undefined;
  }
}

/** The first of these that is set decides, as POSIX has it. */
function ofSystem(environment: Variables): Language {
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name])
    .find((value) => value !== undefined && value !== '');
  return (locale === undefined ? undefined : languageNamed(locale)) ?? 'en';
}
