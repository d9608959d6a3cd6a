// `rollcall simulate`: runs the pretend service until a signal stops it. It turns options into settings and prints how
// Rollcall is pointed at the service; the simulator knows what the settings do.

import { Command, Option } from 'commander';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { DEFAULT_PROVIDER, PROVIDER_IDS, providerOf } from '../provider/index.js';
import type { Credentials, ProviderCodes } from '../provider/port.js';
import { UserError } from '../domain/user-error.js';
import {
  DEMO_CREDENTIALS,
  parsePatch,
  startSimulator,
  type SettingsPatch,
  type Simulator,
} from '../simulator/index.js';
import { heedSignals } from './signals.js';
import { FAULT_FLAGS, readFlag } from './simulate-flags.js';
import { simulatePeopleCommand } from './simulate-people.js';
import type { Words } from '../words/words.js';

const DEFAULT_PORT = 8787;
const LARGEST_PORT = 65_535;
const LOOPBACK_URL = 'http://127.0.0.1';

const AFTER_HELP = `
Answers follow from the number alone, so that runs repeat: characters 15 to 17 of a valid number decide.
  990-994  -5807 look-up failed       997  -5801, not documented
  995-996  213 internal error         998  3 with a message about arrears
  ends in 7  -5803 mismatch           999  -5802, not documented, repeats number and name
  any other  0 match                  wrong check character or date: -5804; wrong format: -5806

With --provider faceid the same digits lead to:
  990-994  -5 no such number          997, 999  codes that are not documented
  995-996  LimitExceeded              998  InvalidParameterValue.NameFormat
  ends in 7  -1 mismatch              any other  0 match; no possible number: -2; a blank name: -3
It answers DescribeBillDetail at the same address, and -7 beyond --name-limit and --number-limit.

While it runs, every setting can be changed and read:
  curl -d '{"rateLimit": 50, "dropShare": 0.01}' http://127.0.0.1:${DEFAULT_PORT}/_control
  curl http://127.0.0.1:${DEFAULT_PORT}/_control
Counts are forgotten at the end unless --state names a file.`;

type Flags = Readonly<Record<string, unknown>>;

export function simulateCommand(words: Words): Command {
  const command = new Command('simulate')
    .description(words.help.simulate)
    .addOption(
      new Option('--provider <name>', 'whose interface it speaks (default: youtu)').choices(PROVIDER_IDS),
    )
    .option('--port <n>', '0: any that is free', String(DEFAULT_PORT))
    .option('--host <address>', 'where it listens; others reach it where this is not loopback', '127.0.0.1')
    .option('--log <file>', 'append every call to this file, one JSON object a line')
    .option('--state <file>', 'keep the counts in this file over a restart')
    .option('--seed <n>', 'of the chance behind every share', '1');
  for (const { flags, description } of FAULT_FLAGS) command.addOption(new Option(flags, description));
  command.addHelpText('after', AFTER_HELP);
  command.action(async (flags: Flags) => serve(flags));
  command.addCommand(simulatePeopleCommand());
  return command;
}

async function serve(flags: Flags): Promise<void> {
  // The environment names the provider that Rollcall calls, which needn't be the one that is simulated.
  const provider = (flags['provider'] as string | undefined) ?? DEFAULT_PROVIDER;
  const own = ownCredentials({ ...loadConfig(), provider });
  // Signals are heeded before the address is printed, because its reader may stop this process at once.
  const stop = signalled();
  const simulator = await startSimulator({
    provider,
    port: wholeNumber(flags['port'], '--port', LARGEST_PORT),
    host: flags['host'] as string,
    seed: wholeNumber(flags['seed'], '--seed', 2 ** 32 - 1),
    log: flags['log'] as string | undefined,
    state: flags['state'] as string | undefined,
    credentials: own ?? DEMO_CREDENTIALS,
    settings: settingsOf(flags, providerOf(provider).codes),
  });
  process.stdout.write(introduction(simulator, provider, own !== undefined));
  await stop;
  await simulator.close();
}

function settingsOf(flags: Flags, codes: ProviderCodes): SettingsPatch {
  const given = FAULT_FLAGS.flatMap((flag) => {
    const value = flags[new Option(flag.flags).attributeName()];
    return value === undefined ? [] : [[flag.key, readFlag(flag, value, codes)] as const];
  });
  return parsePatch(Object.fromEntries(given));
}

function wholeNumber(text: unknown, flag: string, largest: number): number {
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= 0 && number <= largest) return number;
  throw new UserError(
    'invalid-options',
    `${flag} must be a whole number from 0 to ${largest}, not "${String(text)}".`,
  );
}

/**
 * The credentials of the environment, or undefined where it has none.
 *
 * @throws UserError where it has only some
 */
function ownCredentials(config: Config): Credentials | undefined {
  const { appid, bucket, secretId, secretKey } = config;
  const { needsBucket } = providerOf(config.provider);
  const variables = Object.entries({
    ROLLCALL_APPID: appid,
    ...(needsBucket && { ROLLCALL_BUCKET: bucket }),
    ROLLCALL_SECRET_ID: secretId,
    ROLLCALL_SECRET_KEY: secretKey,
  });
  const missing = variables.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length === 0) return credentialsOf({ ...config, authUrl: LOOPBACK_URL });
  if (missing.length === variables.length) return undefined;
  throw new UserError(
    'invalid-options',
    `${missing.join(', ')} missing beside the credentials that are set; set all, or none for the demo account.`,
  );
}

/** The secret is printed only for the demo account, where it is none. */
function introduction({ url, credentials }: Simulator, provider: string, own: boolean): string {
  const { needsBucket } = providerOf(provider);
  const lines = [
    'This is a pretend service: its answers are made up by a fixed rule, and nobody is asked about anybody.',
    url,
    '',
    own
      ? 'It takes the credentials of your environment. To point Rollcall at it:'
      : 'To point Rollcall at it:',
    ...(provider === DEFAULT_PROVIDER ? [] : [`ROLLCALL_PROVIDER=${provider}`]),
    `ROLLCALL_AUTH_URL=${url}`,
    `${needsBucket ? 'ROLLCALL_STAT_URL' : 'ROLLCALL_BILL_URL'}=${url}`,
  ];
  if (!own) {
    lines.push(
      `ROLLCALL_APPID=${credentials.appid}`,
      ...(needsBucket ? [`ROLLCALL_BUCKET=${credentials.bucket}`] : []),
      `ROLLCALL_SECRET_ID=${credentials.secretId}`,
      `ROLLCALL_SECRET_KEY=${credentials.secretKey}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    heedSignals(resolve);
  });
}
