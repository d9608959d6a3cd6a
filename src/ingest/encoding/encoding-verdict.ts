// Decides from a list's bytes which encoding it is in, or why nobody can tell, so that nothing is sent on a guess. It
// knows what the judge has gathered; files are not its business.

import { TextDecoder } from 'node:util';
import { isKnownHeader } from '../column-names.js';
import type { Encoding } from './encodings.js';
import type { EncodingJudge } from './encoding-judge.js';
import { tally, type Fit } from './encoding-tally.js';
import { garblingOf } from './garbled-text.js';
import { isJudged } from './readings.js';
import { isWesternWithoutDoubt } from './western.js';
import { wordsIn } from '../../words/catalogue.js';

/** In English; who shows it tells it in the language of whoever reads it. */
const { encodingVerdicts: said } = wordsIn('en');

export interface EncodingVerdict {
  readonly encoding: Encoding;
  /** How the encoding is known, in words that `rollcall check` shows. */
  readonly evidence: string;
  /** Why the list is not read, as sentences for the user; undefined where it is read. */
  readonly refusal?: string | undefined;
}

/** The share of the lines that are not plain ASCII that must fit where nobody has named the encoding. */
const FITTING_SHARE = 0.6;
/** From this many lines of another encoding on, the list is two lists joined. */
const MANY_FOREIGN_LINES = 3;
const FOREIGN_SHARE = 0.2;
/** The share that must fit where somebody has named the encoding. */
const NAMED_SHARE = 0.5;
/** From this many lines on, lines that make more sense in another encoding count against the named one too. */
const MANY_NAMED_LINES = 5;
/** How much likelier than the next the encoding has to be: e to this power. */
const CERTAIN = 5;
/** The same for encodings that lists of people in China seldom have. */
const CERTAIN_OF_SELDOM = 8;
/**
 * The same for a seldom encoding with few cells and no known header: rare names of another encoding look sensible by
 * chance.
 */
const CERTAIN_OF_FEW = 20;
const CERTAIN_OF_EACH = 8;
const FEW_OF_SELDOM = 10;
const USUAL: ReadonlySet<Encoding> = new Set(['utf-8', 'gb18030']);
/** The share of the cells that must make sense. It is lower where the byte sequences alone show UTF-8. */
const SENSIBLE_SHARE = 0.5;
const SENSIBLE_UTF8_SHARE = 0.34;
const FEW_CELLS = 5;

export function verdictOf(judge: EncodingJudge): EncodingVerdict {
  const { mark } = judge;
  if (judge.hasUtf32Mark)
    return {
      encoding: 'utf-8',
      evidence: said.mark,
      refusal: said.utf32,
    };
  if (mark !== undefined && mark !== 'utf-8') return { encoding: mark, evidence: said.mark };
  const unmarked = unmarkedUtf16(judge);
  if (unmarked !== undefined) return { encoding: unmarked, evidence: said.zeroBytes };
  const sample = sampleOf(judge);
  if (sample.length === 0)
    return { encoding: 'utf-8', evidence: mark === undefined ? said.ascii : said.mark };
  const fits = tally(sample, mark === 'utf-8');
  const [best, next] = fits;
  if (best === undefined || next === undefined) throw new Error('no encoding was judged');
  const { encoding } = best;
  const refusal = refusalOf(judge, fits, best, next);
  return { encoding, evidence: evidenceOf(judge, best), refusal };
}

function sampleOf({ utf8, notUtf8 }: EncodingJudge) {
  return [...utf8.lines(), ...notUtf8.lines()].sort((a, b) => a.line - b.line);
}

function linesOf({ utf8, notUtf8 }: EncodingJudge): number {
  return utf8.seen + notUtf8.seen;
}

function evidenceOf(judge: EncodingJudge, { encoding, fitting }: Fit): string {
  const lines = linesOf(judge);
  const wholes = encoding === 'utf-8' ? judge.utf8.seen - judge.byChance.seen : Math.round(fitting);
  const fit = wholes >= lines ? said.allFit({ lines }) : said.someFit({ fitting: wholes, lines });
  return judge.mark === undefined ? fit : said.markAnd({ fit });
}

function refusalOf(judge: EncodingJudge, fits: readonly Fit[], best: Fit, next: Fit): string | undefined {
  const lines = linesOf(judge);
  if (judge.mark === 'utf-8' && best.encoding !== 'utf-8') {
    return said.otherThanMark({ line: best.firstFitting, encoding: best.encoding });
  }
  if (best.fitting < lines * FITTING_SHARE || isJoined(fits, best, lines)) return mixed(fits, best, lines);
  const garbling = best.encoding === 'utf-8' ? garblingOf(best.texts) : undefined;
  if (garbling !== undefined)
    return said.garbled({ ...garbling, line: best.firstFitting || best.firstMisfit });
  if (!isSensible(best, judge)) {
    return said.senseless({ line: best.firstFitting || best.firstMisfit });
  }
  const isSame = best.texts.every((text, index) => text === next.texts[index]);
  if (best.score - next.score < certainty(best) && !isSame) {
    return said.undecided({
      one: best.encoding,
      other: next.encoding,
      line: best.firstFitting || best.firstMisfit,
    });
  }
  if (best.encoding === 'windows-1252' && !isWesternWithoutDoubt(judge.highBytes, best.texts)) {
    return said.accents({ line: judge.notUtf8.first });
  }
  return undefined;
}

function certainty({ encoding, cells, texts }: Fit): number {
  if (USUAL.has(encoding)) return CERTAIN;
  // windows-1252 needs no such care here, because `isWesternWithoutDoubt` examines each of its accents.
  const isTold = cells >= FEW_OF_SELDOM || encoding === 'windows-1252' || texts.some(isKnownHeader);
  return isTold ? CERTAIN_OF_SELDOM : Math.max(CERTAIN_OF_FEW, CERTAIN_OF_EACH * cells);
}

/** Whether so many of the other lines share one other encoding that they can't have been pasted in by mistake. */
function isJoined(fits: readonly Fit[], best: Fit, lines: number): boolean {
  const misfits = lines - best.fitting;
  if (misfits < MANY_FOREIGN_LINES || misfits < lines * FOREIGN_SHARE) return false;
  return fits.some(({ encoding, fitting }) => encoding !== best.encoding && fitting * 2 >= misfits);
}

function mixed(fits: readonly Fit[], best: Fit, lines: number): string {
  const other = fits
    .filter(({ encoding }) => encoding !== best.encoding)
    .sort((a, b) => b.fitting - a.fitting)[0];
  const parts = [best, ...(other === undefined ? [] : [other])]
    .filter(({ fitting }) => fitting > 0)
    .map(({ fitting, encoding, firstFitting }) =>
      said.part({ count: Math.round(fitting), lines, encoding, line: firstFitting }),
    );
  const [first, second] = parts;
  if (first === undefined) return said.textInNone({ line: best.firstMisfit });
  return second === undefined ? said.mixedOne({ first }) : said.mixed({ first, second });
}

function isSensible({ encoding, sensible, cells, texts }: Fit, { notUtf8 }: EncodingJudge): boolean {
  if (encoding !== 'utf-8') return sensible >= cells * SENSIBLE_SHARE;
  if (sensible >= cells * SENSIBLE_UTF8_SHARE) return true;
  return notUtf8.seen === 0 && (cells < FEW_CELLS || isUtf8ByForm(texts));
}

/** This many characters of three bytes are never valid UTF-8 by chance in another encoding. */
const LONG_FORM = 6;

function isUtf8ByForm(texts: readonly string[]): boolean {
  const wide = Array.from(texts.join('')).filter((character) => character >= '\u2E80').length;
  return wide >= LONG_FORM;
}

/** @returns why the encoding that somebody has named can't be the list's; undefined where it can */
export function misnamed(judge: EncodingJudge, named: Encoding): string | undefined {
  const found = verdictOf(judge);
  if (named.startsWith('utf-16') || found.encoding.startsWith('utf-16'))
    return misnamedUtf16(judge, named, found);
  const lines = linesOf(judge);
  if (lines === 0 || named === 'iso-2022-jp') return undefined;
  const fits = tally(sampleOf(judge), judge.mark === 'utf-8', named);
  const own = fits.find(({ encoding }) => encoding === named);
  if (own === undefined) return undefined;
  const ownLines = lines < MANY_NAMED_LINES && isTelling(named) ? own.decoding : own.fitting;
  if (ownLines >= lines * NAMED_SHARE) return undefined;
  const other = fits.find(({ encoding, fitting }) => encoding !== named && fitting >= lines * FITTING_SHARE);
  const misfit = { named, misfits: Math.round(lines - ownLines), lines, line: own.firstMisfit };
  return other === undefined
    ? said.misnamed(misfit)
    : said.misnamedForOther({ ...misfit, other: other.encoding });
}

/** Whether bytes of other encodings are often invalid in this one, so that valid lines prove something. */
function isTelling(encoding: Encoding): boolean {
  return isJudged(encoding) && encoding !== 'windows-1252';
}

function misnamedUtf16(judge: EncodingJudge, named: Encoding, found: EncodingVerdict): string | undefined {
  if (named === found.encoding) return undefined;
  const isOther =
    found.refusal === undefined && USUAL.has(found.encoding) && judge.zeros[0] + judge.zeros[1] === 0;
  if (judge.bytes === 0 || !(isOther || found.encoding.startsWith('utf-16'))) return undefined;
  return said.isOther({ named, encoding: found.encoding, evidence: found.evidence });
}

/** A UTF-16 list has one zero byte for each digit and comma. */
const ZEROS_SHARE = 0.1;
const STRAY_SHARE = 0.02;

/**
 * UTF-16 without a byte-order mark. It is certain where zero bytes stand in every second place only, and the beginning
 * is sensible text.
 */
function unmarkedUtf16({ zeros: [even, odd], bytes, head }: EncodingJudge): Encoding | undefined {
  if (bytes % 2 !== 0 || even + odd < bytes * ZEROS_SHARE) return undefined;
  if (Math.min(even, odd) > Math.max(even, odd) * STRAY_SHARE) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(encoding).decode(head.subarray(0, head.length - (head.length % 4)));
  return /[\r\n]/.test(text) && !/[\p{Co}\p{Cn}\p{Cs}]|\uFFFD(?!$)|[^\P{Cc}\t\r\n]/u.test(text)
    ? encoding
    : undefined;
}
