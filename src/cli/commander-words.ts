// Has Commander say in the person's language what it says by itself: titles, places, advice and errors, which it knows in
// English alone. It knows no command.

import { Help, type Command, type HelpConfiguration, type Option, type OutputConfiguration } from 'commander';
import type { Words } from '../words/words.js';
import { columnsOf, hanging } from './text-columns.js';

/** Settings for the program, which its commands inherit. */
export function speakIn(program: Command, words: Words): Command {
  return program
    .configureHelp(helpIn(words))
    .configureOutput(errorsIn(words))
    .helpOption('-h, --help', words.commandLine.help)
    .helpCommand('help [command]', words.commandLine.help);
}

const helper = new Help();

function helpIn({ commandLine: said }: Words): HelpConfiguration {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': said.usage,
    'Arguments:': said.arguments,
    'Options:': said.options,
    'Commands:': said.commands,
  };
  const placed = (usage: string): string =>
    usage.replace('[options]', said.optionsPlace).replace('[command]', said.commandPlace);
  return {
    styleTitle: (title) => titles[title] ?? title,
    commandUsage: (command) => placed(helper.commandUsage(command)),
    subcommandTerm: (command) => placed(helper.subcommandTerm(command)),
    optionDescription: (option) => described(option, said),
    displayWidth: columnsOf,
    boxWrap: (text, columns) =>
      text
        .split('\n')
        .map((line) => hanging('', line, columns))
        .join('\n'),
  };
}

function described(
  { description, argChoices, required, defaultValue }: Option,
  said: Words['commandLine'],
): string {
  const more: string[] = [];
  if (argChoices !== undefined) more.push(said.choices({ choices: argChoices.join(', ') }));
  if (defaultValue !== undefined && required && defaultValue !== '')
    more.push(said.default({ value: String(defaultValue) }));
  if (more.length === 0) return description;
  return `${description} ${said.inBrackets({ text: more.join(said.separator) })}`;
}

function errorsIn(words: Words): OutputConfiguration {
  return {
    outputError: (text, write) => {
      write(`${errorIn(text.trimEnd(), words)}\n`);
    },
  };
}

/** Each form of Commander's errors, with its values in the order of the groups. */
const FORMS: readonly [RegExp, (values: readonly string[], said: Words['commandLine']) => string][] = [
  [/^error: missing required argument '(.*)'$/s, ([name = ''], said) => said.missingArgument({ name })],
  [/^error: option '(.*)' argument missing$/s, ([option = ''], said) => said.missingValue({ option })],
  [/^error: required option '(.*)' not specified$/s, ([option = ''], said) => said.missingOption({ option })],
  [
    /^error: option '(.*?)' cannot be used with option '(.*?)'$/s,
    ([option = '', other = ''], said) => said.conflict({ option, other }),
  ],
  [/^error: unknown option '(.*)'$/s, ([option = ''], said) => said.unknownOption({ option })],
  [/^error: unknown command '(.*)'$/s, ([command = ''], said) => said.unknownCommand({ command })],
  [
    /^error: too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/s,
    ([command = 'rollcall', expected = '', given = ''], said) =>
      said.tooManyArguments({ command, expected, given }),
  ],
  [
    /^error: option '(.*?)' argument '(.*)' is invalid\. (.*)$/s,
    ([option = '', given = '', why = ''], said) =>
      said.invalidValue({ option, given, why: choicesIn(why, said) }),
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/s,
    ([given = '', name = '', why = ''], said) =>
      said.invalidArgument({ name, given, why: choicesIn(why, said) }),
  ],
];

/** Commander's own error in the language; another text stays as it is. */
function errorIn(text: string, { commandLine: said }: Words): string {
  const advice = /\n\(Did you mean (one of )?(.*)\?\)$/s.exec(text);
  const error = advice === null ? text : text.slice(0, advice.index);
  const [, several, names = ''] = advice ?? [];
  const beside =
    advice === null
      ? ''
      : `\n${several === undefined ? said.didYouMean({ name: names }) : said.didYouMeanOneOf({ names })}`;
  for (const [form, inWords] of FORMS) {
    const [, ...values] = form.exec(error) ?? [];
    if (form.test(error)) return inWords(values, said) + beside;
  }
  return error + beside;
}

function choicesIn(why: string, said: Words['commandLine']): string {
  const choices = /^Allowed choices are (.*)\.$/s.exec(why)?.[1];
  return choices === undefined ? why : said.allowedChoices({ choices });
}
