// What started this process. It is asked long before any settings are read.

type Variables = Readonly<Record<string, string | undefined>>;

export interface Launch {
  /** Whether `npx` or `npm exec` started the process. */
  readonly npmExec: boolean;
  readonly nohup: boolean;
}

/** What started this process, as far as variables of shells and npm tell. */
export function launchOf(environment: Variables = process.env): Launch {
  return {
    npmExec: environment['npm_command'] === 'exec',
    nohup: /(^|\/)nohup$/.test(environment['_'] ?? ''),
  };
}
