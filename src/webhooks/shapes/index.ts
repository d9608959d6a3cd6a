// The shapes that there are, by their names.

import type { Shape } from '../webhook.js';
import { dingtalk } from './dingtalk.js';
import { feishu } from './feishu.js';
import type { ShapeRules } from './shape.js';
import { standard } from './standard.js';
import { wecom } from './wecom.js';

const RULES: Readonly<Record<Shape, ShapeRules>> = { standard, wecom, dingtalk, feishu };

export function rulesOf(shape: Shape): ShapeRules {
  return RULES[shape];
}
