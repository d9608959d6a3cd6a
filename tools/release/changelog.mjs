// Cuts what is unreleased in a changelog of the form "Keep a Changelog" into a version. Pure; knows no file.

const UNRELEASED = '## [Unreleased]';

/**
 * @param {string} text of the changelog
 * @param {string} version
 * @param {string} date YYYY-MM-DD
 * @returns {{ text: string } | { problem: string }} the changelog with that version, or why there can be none
 */
export function cut(text, version, date) {
  const lines = text.split('\n');
  const start = lines.indexOf(UNRELEASED);
  if (start === -1 || lines.lastIndexOf(UNRELEASED) !== start)
    return { problem: `there has to be one heading "${UNRELEASED}"` };
  if (lines.some((line) => line.startsWith(`## [${version}]`)))
    return { problem: `it has a part for ${version} already` };
  const next = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  const end = next === -1 ? lines.length : next;
  const changes = withoutEmptyParts(lines.slice(start + 1, end));
  if (!changes.some((line) => line.startsWith('- ')))
    return { problem: `nothing stands under "${UNRELEASED}"` };
  const released = [UNRELEASED, '', `## [${version}] - ${date}`, '', ...changes, ''];
  const whole = [...lines.slice(0, start), ...released, ...lines.slice(end)].join('\n');
  return { text: `${whole.trimEnd()}\n` };
}

/** @param {readonly string[]} lines @returns {string[]} without headings that nothing stands under, and blank ends */
function withoutEmptyParts(lines) {
  /** @type {string[][]} */
  const parts = [[]];
  for (const line of lines) {
    if (line.startsWith('### ')) parts.push([]);
    parts.at(-1)?.push(line);
  }
  const full = parts.filter((part) => part.some((line) => line !== '' && !line.startsWith('### ')));
  return full.flatMap((part, index) => [...(index === 0 ? [] : ['']), ...trimmed(part)]);
}

/** @param {readonly string[]} lines */
function trimmed(lines) {
  const start = lines.findIndex((line) => line !== '');
  return lines.slice(start, lines.findLastIndex((line) => line !== '') + 1);
}
