// Figures of batch.html as people read them: shares and times. Pure.

import type { Words } from '../../words/words.js';

type PageWords = Words['page'];

/** A share in percent; what is there is never shown as nothing, and what is missing never as all. */
export function shareOf(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 0.1) return '< 0.1 %';
  if (part < whole && percent > 99.9) return '> 99.9 %';
  return `${percent.toFixed(1)} %`;
}

/** The time between start and end, and the rows a second; undefined for a batch that has not ended. */
export function timeTaken(
  {
    started_at: started,
    finished_at: finished,
    rows_per_second: speed,
  }: { readonly started_at: string; readonly finished_at: string | null; readonly rows_per_second: number },
  words: PageWords,
): string | undefined {
  if (finished === null) return undefined;
  const seconds = (Date.parse(finished) - Date.parse(started)) / 1000;
  const taken = durationIn(words, seconds);
  return speed > 0 ? words.speed({ time: taken, rows: speed }) : taken;
}

function durationIn(words: PageWords, seconds: number): string {
  if (seconds < 60) return words.seconds({ seconds: seconds.toFixed(1) });
  const whole = Math.round(seconds);
  if (whole < 3600) return words.minutes({ minutes: Math.floor(whole / 60), seconds: whole % 60 });
  return words.hours({ hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60) });
}
