// Limits how long a promise is waited for. A late result is dropped, and the caller goes on without it.

/** @returns undefined where it takes longer than `ms` */
export async function within<Found>(ms: number, found: Promise<Found>): Promise<Found | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  // A rejection after the time limit would end the process, so it is ignored.
  found.catch(() => undefined);
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
