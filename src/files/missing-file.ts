// A file that is not there, where that is no fault. It knows what the system says of one, not what the file would hold.

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** For `catch`: undefined where the file is not there. @throws whatever else is the matter */
export function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
