// Runs one command of the built program after another in this process, so that tests don't pay for loading it each time.
// For each it is made to look like a process of its own: words, settings, directory, input, and at its end nothing of it is
// left, no timer, listener or connection. It ends with a command that calls for that, as a process does.
//
// The parent sends `{ program, args, env, directory, input }`; output and errors go where a command's go, and each of the
// two ends with a mark that has the exit status.

import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {{ program: string, args: string[], env: Record<string, string>, directory: string, input: string }} Task
 *
 * @typedef {(...given: unknown[]) => unknown} AnyFunction
 *
 * @typedef {object} Emitter
 * @property {() => (string | symbol)[]} eventNames
 * @property {(event: string | symbol) => AnyFunction[]} rawListeners
 * @property {(event: string | symbol, listener: AnyFunction) => unknown} removeListener
 *
 * @typedef {{ destroy?: () => void, close?: () => void }} Handle a socket, a server or a child
 */

/** How often it is looked whether a command's last work has ended, as there is no event for that within a process. */
const LOOK_MS = 5;
/** A failed command ends within 3 seconds of its message, whatever it has left open. */
const FAILED_ENDS_WITHIN_MS = 3_000;

const emitters = /** @type {Emitter[]} */ (
  /** @type {unknown} */ ([process, process.stdout, process.stderr])
);
const handles = /** @type {{ _getActiveHandles(): Handle[] }} */ (/** @type {unknown} */ (process));
/** @type {Set<NodeJS.Timeout>} */
const timers = new Set();
const wait = globalThis.setTimeout;
globalThis.setTimeout = recorded(globalThis.setTimeout);
globalThis.setInterval = recorded(globalThis.setInterval);

/**
 * @template {(...given: any[]) => NodeJS.Timeout} T
 * @param {T} start
 * @returns {T} which does the same, and whose timers are known
 */
function recorded(start) {
  const recording = (/** @type {unknown[]} */ ...given) => {
    const timer = start(...given);
    timers.add(timer);
    return timer;
  };
  return /** @type {T} */ (Object.assign(recording, start));
}

let count = 0;
process.on('disconnect', () => process.exit());
process.on('message', (task) => void run(/** @type {Task} */ (task)));

/** @param {Task} task */
async function run({ program, args, env, directory, input }) {
  const before = remember();
  process.chdir(directory);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv.splice(1, Infinity, program, ...args);
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  // Evaluated anew for each command, and what it imports is not.
  await import(`${pathToFileURL(program).href}?${(count += 1)}`);
  const status = takeStatus();
  await workDone(before, status);
  for (const listener of process.listeners('exit').filter((each) => !before.onExit.has(each)))
    listener.call(process, status);
  forget(before);
  const end = `\u0000ended ${status}\u0000`;
  process.stdout.write(end);
  process.stderr.write(end);
}

/** @returns what the command has set, which is none for the next one */
function takeStatus() {
  const status = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return status;
}

function remember() {
  return {
    resources: process.getActiveResourcesInfo().length,
    handles: new Set(handles._getActiveHandles()),
    onExit: new Set(process.listeners('exit')),
    listeners: emitters.map(
      (emitter) =>
        new Map(emitter.eventNames().map((event) => [event, new Set(emitter.rawListeners(event))])),
    ),
  };
}

/**
 * A process ends when nothing is left that it waits for.
 *
 * @param {ReturnType<typeof remember>} before
 * @param {number} status
 */
async function workDone(before, status) {
  const until = status === 0 ? Infinity : performance.now() + FAILED_ENDS_WITHIN_MS;
  await new Promise(setImmediate);
  while (process.getActiveResourcesInfo().length > before.resources && performance.now() < until)
    await new Promise((resolve) => wait(resolve, LOOK_MS));
}

/** @param {ReturnType<typeof remember>} before */
function forget(before) {
  for (const timer of timers) clearTimeout(timer);
  timers.clear();
  for (const handle of handles._getActiveHandles().filter((each) => !before.handles.has(each))) {
    if (handle.destroy === undefined) handle.close?.();
    else handle.destroy();
  }
  emitters.forEach((emitter, index) => {
    for (const event of emitter.eventNames())
      for (const listener of emitter.rawListeners(event))
        if (before.listeners[index]?.get(event)?.has(listener) !== true)
          emitter.removeListener(event, listener);
  });
  process.chdir('/');
}
