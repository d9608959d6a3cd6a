#!/usr/bin/env node
// The command line: finds the command, shows a user's mistake as its message alone.

import { tmpdir } from 'node:os';
import { Command } from 'commander';
import { EXIT, UserError } from '../domain/user-error.js';
import { outliveTerminal } from '../ending.js';
import { machineFault } from '../files/machine-fault.js';
import { forbiddenInWords, isForbidden } from '../redis/forbidden.js';
import { languageOf, type Chosen } from '../language-setting.js';
import { programVersion } from '../program-version.js';
import { nameSources } from '../source-stacks.js';
import { wordsIn } from '../words/catalogue.js';
import { LANGUAGES } from '../words/language.js';
import type { Words } from '../words/words.js';
import { speakIn } from './commander-words.js';
import { visible } from './text-columns.js';

/**
 * The commands in the order of the help. Each is loaded only when it is needed, because loading all takes longer than a
 * short command does.
 */
const COMMANDS = new Map<string, (words: Words) => Promise<Command>>([
  ['check', async (words) => (await import('./check.js')).checkCommand(words)],
  ['run', async (words) => (await import('./run.js')).runCommand(words)],
  ['submit', async (words) => (await import('./submit.js')).submitCommand(words)],
  ['worker', async (words) => (await import('./worker.js')).workerCommand(words)],
  ['serve', async (words) => (await import('./serve.js')).serveCommand(words)],
  ['status', async (words) => (await import('./status.js')).statusCommand(words)],
  ['export', async (words) => (await import('./export.js')).exportCommand(words)],
  ['pause', async (words) => (await import('./pause.js')).pauseCommand(words)],
  ['resume', async (words) => (await import('./resume.js')).resumeCommand(words)],
  ['cancel', async (words) => (await import('./cancel.js')).cancelCommand(words)],
  ['approve', async (words) => (await import('./approve.js')).approveCommand(words)],
  ['reject', async (words) => (await import('./approve.js')).rejectCommand(words)],
  ['approval', async (words) => (await import('./approval.js')).approvalCommand(words)],
  ['label', async (words) => (await import('./label.js')).labelCommand(words)],
  ['ping', async (words) => (await import('./ping.js')).pingCommand(words)],
  ['reconcile', async (words) => (await import('./reconcile.js')).reconcileCommand(words)],
  ['price', async (words) => (await import('./price.js')).priceCommand(words)],
  ['budget', async (words) => (await import('./budget.js')).budgetCommand(words)],
  ['month', async (words) => (await import('./month.js')).monthCommand(words)],
  ['schedule', async (words) => (await import('./schedule.js')).scheduleCommand(words)],
  ['webhook', async (words) => (await import('./webhook.js')).webhookCommand(words)],
  ['purge', async (words) => (await import('./purge.js')).purgeCommand(words)],
  ['retention', async (words) => (await import('./retention.js')).retentionCommand(words)],
  ['person', async (words) => (await import('./person.js')).personCommand(words)],
  ['index', async (words) => (await import('./index-people.js')).indexCommand(words)],
  ['user', async (words) => (await import('./user.js')).userCommand(words)],
  ['key', async (words) => (await import('./key.js')).keyCommand(words)],
  ['audit', async (words) => (await import('./audit.js')).auditCommand(words)],
  ['backup', async (words) => (await import('./backup.js')).backupCommand(words)],
  ['setup', async (words) => (await import('./setup.js')).setupCommand(words)],
  ['simulate', async (words) => (await import('./simulate.js')).simulateCommand(words)],
]);

/** Of the command that is called; where none has that name, all are loaded, for help and advice. */
function loadersFor(given: readonly string[]): Iterable<(words: Words) => Promise<Command>> {
  const [only] = given;
  if (given.length === 1 && (only === '-V' || only === '--version')) return [];
  const one = COMMANDS.get(commandNamed(given) ?? '');
  return one === undefined ? COMMANDS.values() : [one];
}

async function createProgram(given: readonly string[], words: Words): Promise<Command> {
  const program = new Command('rollcall')
    .description(words.help.program)
    .version(programVersion(), '-V, --version', words.commandLine.version)
    .showSuggestionAfterError()
    .exitOverride();
  speakIn(program, words);
  for (const load of loadersFor(given)) program.addCommand(await load(words));
  return program;
}

/** Passes a parent's settings on to its commands. */
function settle(command: Command, words: Words): void {
  // It is shown and accepted everywhere, and was heeded before.
  command.option('--lang <language>', words.commandLine.lang);
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    settle(child, words);
  }
}

/** The first word that is no option, as options of the program itself stand before its command. */
function commandNamed(given: readonly string[]): string | undefined {
  return given.find((word, index) => !word.startsWith('-') && given[index - 1] !== '--lang');
}

/**
 * Anything that a failed command has left open would keep the process alive without work, so it ends after this time.
 */
const ENDS_WITHIN_MS = 3_000;

/** The reader of the output may end early (`| head -1`), and the work goes on without it. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

async function main(): Promise<void> {
  nameSources();
  outliveTerminal();
  outliveReaders();
  const given = process.argv.slice(2);
  const chosen = languageOf(given);
  if ('unknown' in chosen) {
    refuseLanguage(chosen);
    return;
  }
  const words = wordsIn(chosen.language);
  const program = await createProgram(given, words);
  settle(program, words);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = await tell(error, words);
    setTimeout(() => process.exit(), ENDS_WITHIN_MS).unref();
  }
}

/** Whoever named a language that is not spoken here is told so in all that are. */
function refuseLanguage({ unknown, named }: Extract<Chosen, { unknown: string }>): void {
  for (const language of LANGUAGES) {
    const { commandLine } = wordsIn(language);
    process.stderr.write(`${visible(commandLine.unknownLanguage({ given: unknown, named }))}\n`);
  }
  process.exitCode = EXIT.usage;
}

/** @returns the exit status */
async function tell(error: unknown, words: Words): Promise<number> {
  if (error instanceof UserError) {
    process.stderr.write(`${visible(error.say(words))}\n`);
    return error.exitStatus;
  }
  // Commander has already shown its message, or the help that was asked for.
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number')
    return error.exitCode;
  if (error instanceof Error && isForbidden(error.message)) {
    process.stderr.write(`${visible(forbiddenInWords(error.message, () => 'Redis')(words))}\n`);
    return EXIT.usage;
  }
  const refused = machineFault(error, [...(await dataDirectory()), tmpdir()]);
  if (refused !== undefined) {
    process.stderr.write(`${visible(words.faults.mendThat({ what: refused(words) }))}\n`);
    return EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${words.faults.ownFault({ stack })}\n`);
  return EXIT.usage;
}

/** None where the settings can't be read. */
async function dataDirectory(): Promise<string[]> {
  const { loadConfig } = await import('../config.js');
  try {
    return [loadConfig().dataDir];
  } catch {
    return [];
  }
}

await main();
