// Starts commands of the built program in processes that have loaded it before (command-host.mjs). Loading it takes most of
// the time of most commands, and is what a test of what a command does is not about.

import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PROGRAM } from './programs.js';

const HOST = fileURLToPath(new URL('command-host.mjs', import.meta.url));
// eslint-disable-next-line no-control-regex
const END = /\u0000ended (\d+)\u0000$/;

interface Command {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  readonly directory: string;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly ended: Promise<Ended>;
  /** The command's output so far. */
  readonly said: { readonly stdout: string; readonly stderr: string };
  signal(name: NodeJS.Signals): void;
}

/** Each waits for a command. */
const free = new Set<ChildProcess>();

function takeHost(): ChildProcess {
  const [host = startHost()] = free;
  free.delete(host);
  for (const part of partsOf(host)) part.ref();
  return host;
}

function startHost(): ChildProcess {
  const host = fork(HOST, [], { env: {}, execArgv: [], silent: true });
  host.stdout?.setEncoding('utf8');
  host.stderr?.setEncoding('utf8');
  host.once('exit', () => free.delete(host));
  return host;
}

/** A test's process ends although hosts wait. */
function giveBack(host: ChildProcess): void {
  for (const part of partsOf(host)) part.unref();
  free.add(host);
}

interface Keeping {
  ref(): void;
  unref(): void;
}

/** What keeps this process alive while the host lives: the process, its channel and its streams, which are sockets. */
function partsOf(host: ChildProcess): Keeping[] {
  const { channel, stdin, stdout, stderr } = host;
  const parts = [host, channel, stdin, stdout, stderr] as (Keeping | null | undefined)[];
  return parts.flatMap((part) => part ?? []);
}

/** What a command's process has inherited from its start can't be changed afterwards in one that runs already. */
function needsOwnProcess({ env }: Command): boolean {
  return Object.keys(env).some((name) => name.startsWith('NODE_') || name === 'TZ');
}

/** In a process that has loaded the program already, where that makes no difference. */
export function startCommand(command: Command): Started {
  return needsOwnProcess(command) ? startProcess(command) : startHosted(command);
}

/** In a process of its own. */
export function startProcess({ args, env, input, directory }: Command): Started {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: directory, env });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (said.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (said.stderr += String(chunk)));
  child.stdin.on('error', () => undefined).end(input);
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, ...said }));
  return { ended, said, signal: (name) => child.kill(name) };
}

function startHosted({ args, env, input, directory }: Command): Started {
  const host = takeHost();
  const said = { stdout: '', stderr: '' };
  let signalled = false;
  let over = false;
  const ended = new Promise<Ended>((resolve) => {
    const finish = (status: number | null): void => {
      over = true;
      host.stdout?.off('data', onOutput);
      host.stderr?.off('data', onError);
      host.off('close', finish);
      resolve({ status, ...said });
    };
    const read = (stream: 'stdout' | 'stderr', chunk: string): void => {
      said[stream] += chunk;
      const [out, error] = [markIn(said.stdout), markIn(said.stderr)];
      if (out === undefined || error === undefined) return;
      said.stdout = out.text;
      said.stderr = error.text;
      finish(out.status);
      if (signalled) host.kill('SIGKILL');
      else giveBack(host);
    };
    const onOutput = (chunk: string): void => {
      read('stdout', chunk);
    };
    const onError = (chunk: string): void => {
      read('stderr', chunk);
    };
    host.stdout?.on('data', onOutput);
    host.stderr?.on('data', onError);
    host.on('close', finish);
  });
  host.send({ program: PROGRAM, args, env, directory, input });
  return {
    ended,
    said,
    signal: (name) => {
      if (over) return;
      signalled = true;
      host.kill(name);
    },
  };
}

/** Undefined until the whole mark has come. */
function markIn(text: string): { text: string; status: number } | undefined {
  const mark = END.exec(text);
  if (mark === null) return undefined;
  return { text: text.slice(0, mark.index), status: Number(mark[1]) };
}
