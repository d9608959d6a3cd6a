// A field of several lines, such as one label on each, and a group of boxes to tick. It knows forms alone.

import type { Element } from './element.js';

interface LinesFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value?: string | undefined;
}

export function LinesField({ name, label, hint, value = '' }: LinesFieldProps): Element {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <textarea
        id={name}
        name={name}
        rows={2}
        maxlength={4000}
        spellcheck={false}
        aria-describedby={`${name}-hint`}
      >
        {value}
      </textarea>
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}

interface TicksProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly ticked?: readonly string[];
}

export function Ticks({ name, label, hint, options, ticked = [] }: TicksProps): Element {
  return (
    <fieldset class="ticks">
      <legend>{label}</legend>
      {hint === undefined ? null : <p class="hint">{hint}</p>}
      <div class="ticks-all">
        {options.map((option) => (
          <label class="tick">
            <input type="checkbox" name={name} value={option.value} checked={ticked.includes(option.value)} />
            <span>{option.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What stands on the lines of such a field. */
export function linesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
