#!/usr/bin/env node
// The command line: finds the command, shows a user's mistake as its message alone.

import { Command } from 'commander';
import { EXIT, UserError } from '../domain/user-error.js';
import { recordedBatches } from '../batch/recorded-batches.js';
import { cancelCommand } from './cancel.js';
import { checkCommand } from './check.js';
import { pauseCommand } from './pause.js';
import { pingCommand } from './ping.js';
import { programVersion } from './program-version.js';
import { purgeCommand } from './purge.js';
import { reconcileCommand } from './reconcile.js';
import { resumeCommand } from './resume.js';
import { scheduleCommand } from './schedule.js';
import { runCommand } from './run.js';
import { simulateCommand } from './simulate.js';
import { statusCommand } from './status.js';
import { submitCommand } from './submit.js';
import { workerCommand } from './worker.js';

export function createProgram(): Command {
  const program = new Command('rollcall')
    .description(
      "Verifies customer lists against Tencent Cloud's /auth/idcard: one outcome for every row, " +
        'every call on record, and the record held against what the provider counted.',
    )
    .version(programVersion())
    .showSuggestionAfterError()
    .exitOverride();
  const commands = [
    checkCommand(),
    runCommand(),
    submitCommand(),
    workerCommand(),
    statusCommand(),
    pauseCommand(),
    resumeCommand(),
    cancelCommand(),
    pingCommand(),
    reconcileCommand(recordedBatches),
    scheduleCommand(),
    purgeCommand(),
    simulateCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  return program;
}

/** Settings that a parent gives on reach its commands. */
function settle(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    settle(child);
  }
}

async function main(): Promise<void> {
  const program = createProgram();
  settle(program);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** @returns the exit status */
function tell(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitStatus;
  }
  // Commander has shown its message, or the help that was asked for.
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number')
    return error.exitCode;
  process.stderr.write(
    `Rollcall has a fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.usage;
}

await main();
