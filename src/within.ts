// A limit on how long something is waited for. What is too late goes on unheard: whoever calls this does without it.

/** @returns undefined where it takes longer than `ms` */
export async function within<Found>(ms: number, found: Promise<Found>): Promise<Found | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  // What fails when nobody waits any more would end the process.
  found.catch(() => undefined);
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
