// Holds docs/deploy against those who read it, by hand:
//
//   node test/deploy/units.mjs
//
// `systemd-analyze` reads the units and judges how much they leave open, without a running systemd; logrotate, where the
// machine has it, reads its file; the cron line is held against the form of /etc/cron.d.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../../tools/setup/tool.mjs';

const DEPLOY = fileURLToPath(new URL('../../docs/deploy', import.meta.url));
const UNITS = join(DEPLOY, 'systemd');
/** Of ten times what `systemd-analyze security` gives: 100 is a service that nothing is kept from. */
const MOST_EXPOSED = 25;
const CRON_LINE = /^(\S+\s+){5}[a-z_][a-z0-9_-]*\s+\S/;

const work = mkdtempSync(join(tmpdir(), 'rollcall-units-'));
try {
  if (runs('systemd-analyze', ['--version']) === undefined) {
    fail("systemd-analyze is not on this machine (Debian's package systemd has it): nothing was tried.");
  } else {
    readUnits();
    refusesBroken();
  }
  readCron();
  readLogrotate();
} finally {
  rmSync(work, { recursive: true, force: true });
}

function readUnits() {
  const names = readdirSync(UNITS);
  const paths = names.map((name) => join(UNITS, name));
  const { status, said } = ran('systemd-analyze', ['verify', '--man=no', ...paths]);
  // What it only warns of is a mistake here, too.
  if (status !== 0 || said !== '') fail(`systemd-analyze verify:\n${said}`);
  else say(`systemd-analyze verify: ${names.join(', ')}`);
  for (const name of names.filter((each) => each.endsWith('.service'))) {
    const args = [
      'security',
      '--offline=true',
      '--no-pager',
      `--threshold=${MOST_EXPOSED}`,
      join(UNITS, name),
    ];
    const judged = ran('systemd-analyze', args);
    const verdict = judged.said.trimEnd().split('\n').at(-1) ?? '';
    if (judged.status === 0) say(verdict);
    else fail(`${name} leaves more open than it may: ${verdict}`);
  }
}

/** A check that refuses nothing would say nothing. */
function refusesBroken() {
  const broken = join(work, 'broken.service');
  const text = readFileSync(join(UNITS, 'rollcall-batch.service'), 'utf8');
  writeFileSync(broken, text.replace('Restart=always', 'Restart=perhaps'));
  const { said } = ran('systemd-analyze', ['verify', '--man=no', broken]);
  if (!/restart/i.test(said)) fail('systemd-analyze verify takes a unit that is broken.');
}

function readCron() {
  const lines = readFileSync(join(DEPLOY, 'rollcall.cron'), 'utf8').split('\n');
  const jobs = lines.filter((line) => line !== '' && !line.startsWith('#') && !/^[A-Z]+=/.test(line));
  const wrong = jobs.filter((line) => !CRON_LINE.test(line) || /(^|[^\\])%/.test(line));
  if (jobs.length === 0 || wrong.length > 0) fail(`rollcall.cron: ${wrong.join('\n')}`);
  else say(`rollcall.cron: ${jobs.length} line in the form of /etc/cron.d`);
}

function readLogrotate() {
  const path = join(DEPLOY, 'rollcall.logrotate');
  if (runs('logrotate', ['--version']) === undefined) {
    say('logrotate is not on this machine: rollcall.logrotate was not read by it.');
    return;
  }
  // It knows no user "rollcall" on this machine, which is no fault of the file.
  const copy = join(work, 'rollcall');
  const text = readFileSync(path, 'utf8').replace(/rollcall rollcall/g, 'root root');
  writeFileSync(copy, text, { mode: 0o644 });
  const { status, said } = ran('logrotate', ['--debug', '--state', join(work, 'state'), copy]);
  if (status !== 0 || /error/i.test(said)) fail(`logrotate:\n${said}`);
  else say('logrotate reads rollcall.logrotate');
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function ran(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function runs(program, args) {
  const { status } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? status : undefined;
}

/** @param {string} words */
function fail(words) {
  say(words);
  process.exitCode = 1;
}
