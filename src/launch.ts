// What started this process. Asked long before any settings are read.

type Variables = Readonly<Record<string, string | undefined>>;

export interface Launch {
  /** By `npx`, or `npm exec`. */
  readonly npmExec: boolean;
  readonly nohup: boolean;
}

/** What started this process, as far as shells and npm say it. */
export function launchOf(environment: Variables = process.env): Launch {
  return {
    npmExec: environment['npm_command'] === 'exec',
    nohup: /(^|\/)nohup$/.test(environment['_'] ?? ''),
  };
}
