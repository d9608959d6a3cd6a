// What the service tells of batches and accounts, as it happens: one stream for all tabs of the browser, as a browser lets a page have
// only six connections. The tab that holds the lock has the stream and tells the others.

export type Told =
  | { readonly kind: 'batch'; readonly batch: string }
  | { readonly kind: 'account' }
  /** Everything has to be asked for anew. */
  | { readonly kind: 'resync' }
  | { readonly kind: 'connection'; readonly isThere: boolean };

const EVENTS = '/api/v1/events';
const NAME = 'rollcall-events';
/** A stream that the service has refused is asked for again after this long. */
const AGAIN_MS = 3_000;

/** @param tell called in this tab for all that is told, whichever tab has the stream */
export function listen(tell: (told: Told) => void): void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    tell(data);
  });
  const tellAll = (told: Told): void => {
    channel.postMessage(told);
    tell(told);
  };
  let release: () => void = () => undefined;
  const hold = (): void => {
    void navigator.locks.request(NAME, async () => {
      const stop = openStream(tellAll);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      stop();
    });
  };
  // A page that the browser puts aside keeps neither the stream nor the lock, and asks for both when it is shown again.
  addEventListener('pagehide', () => {
    release();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    tell({ kind: 'resync' });
    hold();
  });
  hold();
}

/** @returns how it is closed */
function openStream(tell: (told: Told) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource(EVENTS);
    source.addEventListener('open', () => {
      tell({ kind: 'connection', isThere: true });
    });
    source.addEventListener('error', () => {
      tell({ kind: 'connection', isThere: false });
      // Else the browser comes back by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(() => {
        tell({ kind: 'resync' });
        open();
      }, AGAIN_MS);
    });
    for (const kind of ['batch', 'removed'])
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        tell({ kind: 'batch', batch: (JSON.parse(data) as { batch: string }).batch });
      });
    source.addEventListener('account', () => {
      tell({ kind: 'account' });
    });
    source.addEventListener('resync', () => {
      tell({ kind: 'resync' });
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
