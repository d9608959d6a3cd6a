// Machines with addresses of their own, on one switch: network namespaces, joined by a bridge. The tests themselves
// and the pretend service are at the switch's own address. A machine is cut off by taking its cable out of the switch:
// its own end keeps its carrier, packets vanish, no connection is reset.

import { execFileSync } from 'node:child_process';

/** An address block that is set aside for documentation (RFC 5737): nobody has it. */
const NETWORK = '192.0.2';
export const PROVIDER = `${NETWORK}.254`;
/** A link-layer address that nobody has. */
const NOBODY = '02:00:00:00:00:ff';

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @throws Error unless in a network namespace without any way out, as `run.mjs` makes it */
export function makeSwitch(): void {
  const links = execFileSync('ip', ['-brief', 'link'], { encoding: 'utf8' }).trim().split('\n');
  if (links.length !== 1 || !links[0]?.startsWith('lo ')) {
    throw new Error('this must run in a network of its own: npm run test:network');
  }
  ip('link', 'add', 'switch', 'type', 'bridge');
  ip('address', 'add', `${PROVIDER}/24`, 'dev', 'switch');
  ip('link', 'set', 'switch', 'up');
}

export class Machine {
  readonly name: string;
  readonly address: string;

  private constructor(name: string, number: number) {
    this.name = name;
    this.address = `${NETWORK}.${number}`;
  }

  static make(name: string, number: number): Machine {
    const machine = new Machine(name, number);
    ip('netns', 'add', name);
    ip('link', 'add', machine.#cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('-n', name, 'address', 'add', `${machine.address}/24`, 'dev', 'eth0');
    ip('-n', name, 'link', 'set', 'lo', 'up');
    ip('-n', name, 'link', 'set', 'eth0', 'up');
    ip('link', 'set', machine.#cable, 'up');
    machine.plugIn();
    return machine;
  }

  /** The command that runs another command on this machine. */
  get within(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  get #cable(): string {
    return `to-${this.name}`;
  }

  cutOff(): void {
    ip('link', 'set', this.#cable, 'nomaster');
  }

  plugIn(): void {
    ip('link', 'set', this.#cable, 'master', 'switch');
  }

  /** Drops packets between the two machines, which still reach all others. */
  loseSightOf(other: Machine): void {
    for (const [from, to] of [
      [this, other],
      [other, this],
    ] as const) {
      ip('-n', from.name, 'neighbour', 'replace', to.address, 'lladdr', NOBODY, 'dev', 'eth0');
    }
  }

  findAgain(other: Machine): void {
    for (const [from, to] of [
      [this, other],
      [other, this],
    ] as const) {
      ip('-n', from.name, 'neighbour', 'delete', to.address, 'dev', 'eth0');
    }
  }
}
