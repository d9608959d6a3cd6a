// What makes a page readable for people: nothing cut off or painted over, and all of it large and dark enough.

import type { Piece } from './in-page.js';

/** A4 without the margins of 14 mm that the pages ask for, at 96 pixels an inch. */
export const PAPER_WIDTH = Math.floor(((210 - 2 * 14) / 25.4) * 96);
const LEAST_CONTRAST = 4.5;

/** The share of a line's height, because boxes of fonts are taller than what is drawn of them. */
const OVERLAP = 0.4;

export function painted(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((one, at) =>
    pieces.slice(at + 1).flatMap((other) => {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const line = Math.min(one.bottom - one.top, other.bottom - other.top);
      return wide > 1 && high > line * OVERLAP ? [`${one.text} / ${other.text}`] : [];
    }),
  );
}

export function legible(pieces: readonly Piece[], leastPx: number): string[] {
  return pieces
    .filter(({ sizePx, contrast }) => sizePx < leastPx || contrast < LEAST_CONTRAST)
    .map(({ text, sizePx, contrast }) => `${text}: ${sizePx} px, contrast ${contrast.toFixed(1)}`);
}

/** Text that ends beyond the page's right edge or begins before its left one. */
export function cutOff(pieces: readonly Piece[], width: number): string[] {
  return pieces.filter(({ left, right }) => left < -0.5 || right > width + 0.5).map(({ text }) => text);
}

export function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
}
