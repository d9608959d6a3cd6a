// A field of a form with its name, a hint, and what is wrong with it. It knows forms alone.

import type { Child, Element } from './element.js';

interface FieldProps {
  /** Of the field; also its id. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly type?: string;
  readonly value?: string | undefined;
  /** Further attributes of the input, such as `autocomplete`. */
  readonly input?: Readonly<Record<string, string | boolean>>;
}

export function Field({ name, label, hint, error, type = 'text', value, input = {} }: FieldProps): Element {
  return (
    <Labelled name={name} label={label} hint={hint} error={error}>
      <input
        id={name}
        name={name}
        type={type}
        value={value ?? ''}
        {...input}
        {...described({ name, hint, error })}
      />
    </Labelled>
  );
}

interface ChoiceProps extends Omit<FieldProps, 'type' | 'input'> {
  readonly options: readonly { readonly value: string; readonly name: string }[];
}

export function Choice({ name, label, hint, error, value, options }: ChoiceProps): Element {
  return (
    <Labelled name={name} label={label} hint={hint} error={error}>
      <select id={name} name={name} {...described({ name, hint, error })}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

type Described = Pick<FieldProps, 'name' | 'hint' | 'error'>;

function described({ name, hint, error }: Described): Readonly<Record<string, string>> {
  if (error !== undefined) return { 'aria-describedby': `${name}-error`, 'aria-invalid': 'true' };
  return hint === undefined ? {} : { 'aria-describedby': `${name}-hint` };
}

interface LabelledProps extends Described {
  readonly label: string;
  readonly children?: Child;
}

function Labelled({ name, label, hint, error, children }: LabelledProps): Element {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {error === undefined ? null : (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {hint === undefined || error !== undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
