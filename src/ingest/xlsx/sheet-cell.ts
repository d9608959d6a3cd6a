// One cell of a worksheet while it is read: its type, style, value and formula. It knows the elements within a cell
// (ECMA-376, 18.3.1.4), and nothing of what the value means.

/** Longer texts are refused. Excel allows 32,767 units; other programs write more. */
const MOST_UNITS = 256 * 1024;
const MOST_FORMULA = 8192;
/** Stands for a formula that another cell defines. */
const ELSEWHERE = '(shared)';

export class SheetCell {
  type = 'n';
  style = 0;
  value = '';
  #formula = '';
  #hasFormula = false;
  #hasValue = false;
  #within: 'value' | 'formula' | undefined;
  #inPronunciation = false;
  #isOpen = false;

  begin(type: string, style: number): void {
    this.type = type;
    this.style = style;
    this.value = '';
    this.#formula = '';
    this.#hasFormula = false;
    this.#hasValue = false;
    this.#isOpen = true;
  }

  end(): void {
    this.#isOpen = false;
    this.#within = undefined;
    this.#inPronunciation = false;
  }

  open(name: string): void {
    if (!this.#isOpen) return;
    if (name === 'v' || name === 't') {
      this.#within = this.#inPronunciation ? undefined : 'value';
      this.#hasValue = true;
    } else if (name === 'f') {
      this.#within = 'formula';
      this.#hasFormula = true;
    } else if (name === 'rPh') this.#inPronunciation = true;
  }

  close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.#within = undefined;
    else if (name === 'rPh') this.#inPronunciation = false;
  }

  /** @returns false where the text is too long */
  text(text: string): boolean {
    if (this.#within === 'value') this.value += text;
    else if (this.#within === 'formula' && this.#formula.length < MOST_FORMULA) this.#formula += text;
    return this.value.length <= MOST_UNITS;
  }

  get formula(): string {
    return this.#formula.trim() === '' ? ELSEWHERE : this.#formula.slice(0, MOST_FORMULA);
  }

  /**
   * Whether the cell has a formula whose value nobody has calculated. A formula that results in an empty text has the
   * type of a text.
   *
   * @param isWholeBook whether the workbook says that no formula is calculated: then a 0 is only a placeholder
   */
  isUncalculated(isWholeBook: boolean): boolean {
    if (!this.#hasFormula) return false;
    if (isWholeBook && this.type === 'n' && this.value.trim() === '0') return true;
    return this.value === '' && (this.type !== 'str' || !this.#hasValue);
  }
}
