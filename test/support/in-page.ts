// Functions that look at a page for tests. Each runs in the browser, so it can use nothing of this file but types.

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

interface Element {
  readonly tagName: string;
  readonly textContent: string;
  readonly parentElement: Element | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): Box;
  closest(selector: string): Element | null;
  checkVisibility(): boolean;
}

interface Painter {
  font: string;
  fillText(text: string, x: number, y: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
  drawImage(image: unknown, x: number, y: number): void;
  getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
}

interface Walker {
  nextNode(): (Element & { readonly textContent: string }) | null;
}

declare const document: {
  readonly documentElement: Element;
  readonly body: Element;
  querySelectorAll(selector: string): Iterable<Element & { readonly style: Record<string, string> }>;
  createTreeWalker(root: Element, show: number): Walker;
  createRange(): { selectNodeContents(node: unknown): void; getClientRects(): Iterable<Box> };
  createElement(name: 'canvas'): {
    width: number;
    height: number;
    getContext(kind: '2d'): Painter;
  };
};
declare function getComputedStyle(element: Element): Readonly<Record<string, string>>;
declare function createImageBitmap(picture: Blob): Promise<{ width: number; height: number }>;

export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly sizePx: number;
  /** WCAG's contrast of the text to what is painted behind it. */
  readonly contrast: number;
}

/** What stays in sight while the page is scrolled lies over other text on purpose: it is put where it belongs. */
export function unstick(): void {
  for (const element of document.querySelectorAll('body *'))
    if (getComputedStyle(element)['position'] === 'sticky') element.style['position'] = 'static';
}

/** Every line of text that is shown. */
export function piecesOfText(): Piece[] {
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
      const share = channel / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element | null): string => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at)['backgroundColor'] ?? '';
      if (color !== '' && channels(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const pieces: Piece[] = [];
  const TEXT = 4;
  const walker = document.createTreeWalker(document.body, TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { parentElement: owner, textContent } = node;
    const text = textContent.trim();
    if (owner === null || text === '' || owner.closest('title, style, option') !== null) continue;
    // What is folded away, and what is there for screen readers alone.
    if (!owner.checkVisibility() || owner.closest('.unseen, .skip') !== null) continue;
    // Where rows are shown as cards, only screen readers use the head of a table.
    const head = owner.closest('thead');
    if (head !== null && getComputedStyle(head)['position'] === 'absolute') continue;
    const style = getComputedStyle(owner);
    const [light, dark] = [luminance(style['color'] ?? ''), luminance(behind(owner))].sort((a, b) => b - a);
    const contrast = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, top, right, bottom, width } of range.getClientRects()) {
      if (width < 1) continue;
      const sizePx = Number.parseFloat(style['fontSize'] ?? '');
      pieces.push({ text, left, top, right, bottom, sizePx, contrast });
    }
  }
  return pieces;
}

/** By how many pixels the page is wider than its window. */
export function overflowPx(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}

/** Whether two Chinese characters look different in the page's font; the boxes for missing ones would look alike. */
export function hasChinese(): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = 40;
  canvas.height = 40;
  const painter = canvas.getContext('2d');
  painter.font = `32px ${getComputedStyle(document.body)['fontFamily']}`;
  const drawn = ['账', '服'].map((character) => {
    painter.clearRect(0, 0, 40, 40);
    painter.fillText(character, 2, 34);
    return painter.getImageData(0, 0, 40, 40).data.join('');
  });
  return drawn[0] !== drawn[1];
}

/** How many pixels of a picture have each colour, as `r,g,b`. */
export async function coloursOf(pngBase64: string): Promise<Record<string, number>> {
  // Not by a URL: the page may fetch nothing.
  const bytes = Uint8Array.from(atob(pngBase64), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const painter = canvas.getContext('2d');
  painter.drawImage(image, 0, 0);
  const { data } = painter.getImageData(0, 0, image.width, image.height);
  const counts: Record<string, number> = {};
  for (let at = 0; at < data.length; at += 4) {
    const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts;
}

/** The different values that these elements have of a property. */
export function valuesOf(elements: readonly unknown[], property: string): string[] {
  return [...new Set(elements.map((element) => getComputedStyle(element as Element)[property] ?? ''))];
}
