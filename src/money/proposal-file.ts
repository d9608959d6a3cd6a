// What somebody proposes to close a month with, until somebody else has looked at it: `proposal.json` beside the month's other files.
// Knows the file, and no figure.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import { formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, syncDirectory, writeJson } from '../files/durable.js';

const VERSION = 1;
const PROPOSAL_FILE = 'proposal.json';

const signatureSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How he was known; `stated`: somebody else says that it was he. */
  how: z.enum(['terminal', 'key', 'session', 'stated']),
  at: z.string(),
});
/** Somebody who stands for what a month was closed with. */
export type Signature = z.infer<typeof signatureSchema>;

const proposalSchema = z.object({
  version: z.literal(VERSION),
  by: signatureSchema,
  early: z.boolean(),
  /** Why each open difference is accepted, as `ID=TEXT`. */
  accept: z.array(z.string()).readonly(),
  /** A hash of the figures that he saw: whoever looks after him must see the same. */
  seen: z.string(),
});
export type Proposal = Omit<z.infer<typeof proposalSchema>, 'version'>;

/** Undefined where nothing is proposed. @throws DamagedFile, NewerFormat */
export async function readProposal(directory: string): Promise<Proposal | undefined> {
  const path = join(directory, PROPOSAL_FILE);
  const found = await readIfThere(path);
  if (found === undefined) return undefined;
  refuseNewer(({ faults }) => faults.file({ path }), found, VERSION);
  return formOf(path, found, proposalSchema);
}

export async function writeProposal(directory: string, proposal: Proposal): Promise<void> {
  await makeDirectory(directory);
  await writeJson(join(directory, PROPOSAL_FILE), String(process.pid), { version: VERSION, ...proposal });
}

export async function removeProposal(directory: string): Promise<void> {
  await rm(join(directory, PROPOSAL_FILE), { force: true });
  await syncDirectory(directory);
}
