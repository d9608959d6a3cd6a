// What a part of a page is, and what may stand in one. Types alone.

import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Child } from 'hono/jsx';

export type Element = JSX.Element;
export type { Child };
