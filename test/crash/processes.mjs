// Which processes belong to a command and to a data directory, from Linux's table of processes.

import { readdirSync, readFileSync } from 'node:fs';

/**
 * The verify processes of a command, without its private Redis, which is a child of it too.
 *
 * @param {number} pid
 * @returns {number[]}
 */
export function workersOf(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return children.filter((child) => read(`/proc/${child}/cmdline`).includes('workers/verify.js'));
}

/**
 * Every process that works on a data directory, whoever started it.
 *
 * @param {string} dataDirectory
 * @returns {number[]}
 */
export function processesOn(dataDirectory) {
  const setting = `ROLLCALL_DATA=${dataDirectory}\0`;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  // A private Redis does not have the settings in its environment, but its title has its socket.
  const socket = `unixsocket:${dataDirectory}/`;
  const isOn = (/** @type {string} */ pid) =>
    read(`/proc/${pid}/environ`).includes(setting) || read(`/proc/${pid}/cmdline`).includes(socket);
  return pids.filter(isOn).map(Number);
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
