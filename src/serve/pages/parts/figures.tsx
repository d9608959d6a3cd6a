// Figures, money and times as people read them. It knows forms alone.

import { chinaIso } from '../../../domain/china-time.js';
import type { Words } from '../../../words/words.js';
import type { Element } from './element.js';

/** With a sign between thousands. */
export function count(number: number): string {
  return new Intl.NumberFormat('en-US').format(number);
}

interface MoneyProps {
  /** A decimal, shown to its last place. */
  readonly amount: string;
  readonly currency: string;
}

export function Money({ amount, currency }: MoneyProps): Element {
  const [whole = '', places] = amount.split('.', 2);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (
    <span class="money">
      {places === undefined ? grouped : `${grouped}.${places}`} <small>{currency}</small>
    </span>
  );
}

const TO_MINUTES = '2026-11-24T09:30'.length;
const TO_SECONDS = '2026-11-24T09:30:00'.length;

interface TimeProps {
  /** In whatever zone; shown in that of all figures, which the foot of each page names. */
  readonly at: string | number;
  readonly words: Words;
}

/** To the minute, with seconds and zone for who points at it. */
export function Time({ at, words }: TimeProps): Element {
  const iso = chinaIso(typeof at === 'number' ? at : Date.parse(at));
  const said = (characters: number): string => iso.slice(0, characters).replace('T', ' ');
  return (
    <time datetime={iso} title={words.pages.exactTime({ time: said(TO_SECONDS) })}>
      {said(TO_MINUTES)}
    </time>
  );
}

export function durationIn({ units }: Words, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return units.seconds({ seconds: whole });
  if (whole < 3600) return units.minutes({ minutes: Math.floor(whole / 60), seconds: whole % 60 });
  return units.hours({ hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60) });
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

export function bytesIn(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const scaled = bytes / 1000 ** power;
  return `${power === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${UNITS[power] ?? ''}`;
}
