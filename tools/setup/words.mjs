// What the set-up says, in English and Chinese. It runs before anything is built, so it has a table of its own beside
// src/words, and reads the language from the environment. Node built-ins only.

const en = {
  oldNode: (/** @type {string} */ now, /** @type {string} */ oldest) =>
    `This is Node ${now}. Rollcall needs Node ${oldest} or newer.`,
  noStep: (/** @type {string} */ name, /** @type {string} */ steps) =>
    `There is no step ${name}, only ${steps}.`,
  packages: 'Installing the packages of package-lock.json (npm ci) …',
  building: 'Building …',
  installing: (/** @type {string} */ name) =>
    `No Redis on this machine: installing Debian's package (apt-get install ${name}) …`,
  unpacking: (/** @type {string} */ name, /** @type {string} */ directory) =>
    `No Redis on this machine, and not root: unpacking Debian's ${name} into ${directory} …`,
  brewing: 'No Redis on this machine: installing it (brew install redis) …',
  noWay: 'No Redis on this machine, and no way known here to get one.',
  tooOld: "What was installed doesn't run or is older than 6.2.",
  broken: (/** @type {string} */ path, /** @type {string} */ problem) => `${path} doesn't work: ${problem}`,
  noAnswer: 'it gives no answer',
  adviceToInstall: 'Install Redis 6.2 or newer, or Valkey, so that its server is on PATH',
  adviceToRun: (/** @type {string} */ command) => `Run: ${command}`,
  thenAgain: 'Then try again.',
  renewing: "Renewing Debian's package lists (apt-get update) …",
  failed: (/** @type {string} */ command, /** @type {string} */ how) => `${command} failed (${how}):`,
  exitStatus: (/** @type {number | null} */ status) => `exit status ${status}`,
  endedBy: (/** @type {string} */ signal) => `ended by ${signal}`,
};

/** @type {typeof en} */
const zh = {
  oldNode: (now, oldest) => `当前是 Node ${now}。Rollcall 需要 Node ${oldest} 或更新的版本。`,
  noStep: (name, steps) => `没有步骤 ${name}，只有 ${steps}。`,
  packages: '正在安装 package-lock.json 中的软件包（npm ci）……',
  building: '正在构建……',
  installing: (name) => `本机没有 Redis：正在安装 Debian 软件包（apt-get install ${name}）……`,
  unpacking: (name, directory) =>
    `本机没有 Redis，又不是 root：正在把 Debian 的 ${name} 解包到 ${directory}……`,
  brewing: '本机没有 Redis：正在安装（brew install redis）……',
  noWay: '本机没有 Redis，这里也没有已知的办法取得。',
  tooOld: '装上的 Redis 无法运行，或版本低于 6.2。',
  broken: (path, problem) => `${path} 不能用：${problem}`,
  noAnswer: '没有应答',
  adviceToInstall: '请安装 Redis 6.2 或更新的版本，或 Valkey，并让它的服务程序在 PATH 中',
  adviceToRun: (command) => `请运行：${command}`,
  thenAgain: '然后再试一次。',
  renewing: '正在更新 Debian 的软件包列表（apt-get update）……',
  failed: (command, how) => `${command} 失败（${how}）：`,
  exitStatus: (status) => `退出码 ${status}`,
  endedBy: (signal) => `被 ${signal} 终止`,
};

const LANG = '--lang=';

/**
 * @param {readonly string[]} args of the command line
 * @returns {string[]} those that don't choose the language
 */
export function withoutLanguage(args) {
  return args.filter((arg) => !arg.startsWith(LANG));
}

/** As the program itself chooses it, but for `.env`, which may not be there yet. */
function isChinese() {
  const { ROLLCALL_LANG, LC_ALL, LC_MESSAGES, LANG: locale } = process.env;
  const asked = process.argv.find((arg) => arg.startsWith(LANG))?.slice(LANG.length);
  const named = [asked, ROLLCALL_LANG, LC_ALL, LC_MESSAGES, locale].find((value) => (value ?? '') !== '');
  return /^zh(?:[-_.@]|$)/i.test(named ?? '');
}

export const words = isChinese() ? zh : en;
