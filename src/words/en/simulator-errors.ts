// English: what goes wrong with the pretend service.

export const simulatorErrors = {
  settings: ({ issues }: { issues: string }) => `Simulator settings: ${issues}.`,
  cantListen: ({ port, why }: { port: number; why: string }) =>
    `The simulator can't listen on port ${port}: ${why}.`,
  taken: 'it is taken; name another or 0 for any',
  log: ({ path, why }: { path: string; why: string }) => `The log ${path} can't be written: ${why}.`,
  state: ({ path, why }: { path: string; why: string }) => `The state ${path} can't be written: ${why}.`,
  noState: ({ path }: { path: string }) =>
    `${path} is not a state file of the simulator; remove it or name another.`,
};
