// The options that say what a user or a key may do and see.

import { Option, type Command } from 'commander';
import { ROLES, type Role } from '../access/caller.js';
import type { Words } from '../words/words.js';

export interface RoleOptions {
  readonly role: Role;
  readonly label?: readonly string[];
}

export function addRoleOptions(command: Command, { access }: Words): Command {
  return command
    .addOption(new Option('--role <role>', access.role).choices(ROLES).makeOptionMandatory())
    .option('--label <text>', access.label, (text: string, before?: readonly string[]) => [
      ...(before ?? []),
      text,
    ]);
}

export function labelsInWords(labels: 'all' | readonly string[], { access }: Words): string {
  return labels === 'all' ? access.allLabels : labels.join(', ');
}
