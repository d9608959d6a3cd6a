// English: what Commander says by itself, and the option of every command.

export const commandLine = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  commands: 'Commands:',
  optionsPlace: '[options]',
  commandPlace: '[command]',
  choices: ({ choices }: { choices: string }) => `choices: ${choices}`,
  default: ({ value }: { value: string }) => `default: ${value}`,
  /** Beside a description. */
  inBrackets: ({ text }: { text: string }) => `(${text})`,
  separator: ', ',
  help: 'display help for command',
  version: 'output the version number',
  lang: 'the language of all that is said: zh or en (default: ROLLCALL_LANG, else that of the system)',
  unknownLanguage: ({ given, named }: { given: string; named: string }) =>
    `${named} names the language "${given}", which Rollcall does not speak. It has to be zh or en.`,
  missingArgument: ({ name }: { name: string }) => `error: missing required argument '${name}'`,
  missingValue: ({ option }: { option: string }) => `error: option '${option}' argument missing`,
  missingOption: ({ option }: { option: string }) => `error: required option '${option}' not specified`,
  conflict: ({ option, other }: { option: string; other: string }) =>
    `error: option '${option}' cannot be used with option '${other}'`,
  unknownOption: ({ option }: { option: string }) => `error: unknown option '${option}'`,
  unknownCommand: ({ command }: { command: string }) => `error: unknown command '${command}'`,
  tooManyArguments: ({ command, expected, given }: { command: string; expected: string; given: string }) =>
    `error: too many arguments for '${command}'. Expected ${expected} argument${expected === '1' ? '' : 's'} but got ${given}.`,
  invalidValue: ({ option, given, why }: { option: string; given: string; why: string }) =>
    `error: option '${option}' argument '${given}' is invalid. ${why}`,
  invalidArgument: ({ name, given, why }: { name: string; given: string; why: string }) =>
    `error: command-argument value '${given}' is invalid for argument '${name}'. ${why}`,
  allowedChoices: ({ choices }: { choices: string }) => `Allowed choices are ${choices}.`,
  didYouMean: ({ name }: { name: string }) => `(Did you mean ${name}?)`,
  didYouMeanOneOf: ({ names }: { names: string }) => `(Did you mean one of ${names}?)`,
};
