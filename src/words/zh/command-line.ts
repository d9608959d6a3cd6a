// Chinese: what Commander says by itself, and the option of every command.

import type { Words } from '../words.js';

export const commandLine: Words['commandLine'] = {
  usage: '用法：',
  arguments: '参数：',
  options: '选项：',
  commands: '命令：',
  optionsPlace: '[选项]',
  commandPlace: '[命令]',
  choices: ({ choices }) => `可选值：${choices}`,
  default: ({ value }) => `默认：${value}`,
  inBrackets: ({ text }) => `（${text}）`,
  separator: '；',
  help: '显示帮助',
  version: '显示版本号',
  lang: '界面与结果的语言：zh 或 en（默认取 ROLLCALL_LANG，否则跟随系统）',
  unknownLanguage: ({ given, named }) =>
    `${named} 指定的语言“${given}”不受支持，只能是 zh（中文）或 en（英文）。`,
  missingArgument: ({ name }) => `错误：缺少参数“${name}”`,
  missingValue: ({ option }) => `错误：选项“${option}”后面缺少值`,
  missingOption: ({ option }) => `错误：必须给出选项“${option}”`,
  conflict: ({ option, other }) => `错误：选项“${option}”不能与“${other}”同时使用`,
  unknownOption: ({ option }) => `错误：没有选项“${option}”`,
  unknownCommand: ({ command }) => `错误：没有命令“${command}”`,
  tooManyArguments: ({ command, expected, given }) =>
    `错误：命令“${command}”的参数过多：最多 ${expected} 个，却给了 ${given} 个。`,
  invalidValue: ({ option, given, why }) => `错误：选项“${option}”的值“${given}”无效。${why}`,
  invalidArgument: ({ name, given, why }) => `错误：参数“${name}”的值“${given}”无效。${why}`,
  allowedChoices: ({ choices }) => `可选值：${choices}。`,
  didYouMean: ({ name }) => `（是不是想写 ${name}？）`,
  didYouMeanOneOf: ({ names }) => `（是不是想写其中之一：${names}？）`,
};
