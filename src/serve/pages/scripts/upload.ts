// Sends a list in pieces by the tus protocol (1.0), so that what a cut connection has sent stays sent, and goes on with what was begun
// before. Without it the form sends the whole file at once.

const UPLOADS = '/api/v1/uploads';
const PROTOCOL = { 'tus-resumable': '1.0.0' };
/** Between tries while nobody answers; the last one again and again. */
const AGAIN_MS = [500, 1_000, 2_000, 5_000];

export function startUpload(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-upload]');
  const field = form?.querySelector<HTMLInputElement>('input[type="file"]');
  if (form === null || field === null || field === undefined) return;
  form.querySelector('button')?.setAttribute('hidden', '');
  const take = (file: File | undefined): void => {
    if (file !== undefined) void send(form, file);
  };
  field.addEventListener('change', () => {
    take(field.files?.[0]);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    take(field.files?.[0]);
  });
  for (const kind of ['dragenter', 'dragover'] as const)
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add('is-over');
    });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) form.classList.remove('is-over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('is-over');
    take(event.dataTransfer?.files[0]);
  });
}

async function send(form: HTMLFormElement, file: File): Promise<void> {
  const told = new Telling(form, file);
  try {
    const address = unfinishedOf(file) ?? (await begin(file));
    await sendRest(address, file, told);
    location.assign(`/lists/${address.slice(address.lastIndexOf('/') + 1)}`);
  } catch (error) {
    told.failed(error instanceof Error ? error.message : '');
  }
}

/** The upload of a file of that name and length that was begun and cut off. */
function unfinishedOf(file: File): string | undefined {
  const known = [...document.querySelectorAll<HTMLElement>('[data-unfinished]')].find(
    ({ dataset }) => dataset['file'] === file.name && dataset['bytes'] === String(file.size),
  );
  return known === undefined ? undefined : `${UPLOADS}/${known.dataset['unfinished'] ?? ''}`;
}

async function begin(file: File): Promise<string> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const response = await fetch(UPLOADS, {
    method: 'POST',
    headers: { ...PROTOCOL, 'upload-length': String(file.size), 'upload-metadata': `filename ${name}` },
  });
  const address = response.headers.get('location');
  if (!response.ok || address === null) throw new Error(await whyOf(response));
  return new URL(address, location.href).pathname;
}

async function sendRest(address: string, file: File, told: Telling): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const offset = await offsetAt(address);
    if (offset === file.size) return;
    if (offset !== undefined) {
      told.sent(offset);
      const answer = await patch(address, file, offset, told);
      if (answer === 204) {
        tries = -1;
        continue;
      }
      // Anything else than an offset or a lock that is not right is not mended by trying again.
      if (answer >= 400 && answer < 500 && ![409, 423, 429, 408].includes(answer)) throw new Error('');
    }
    told.waits();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0));
  }
}

/** Undefined while nobody answers. */
async function offsetAt(address: string): Promise<number | undefined> {
  const response = await fetch(address, { method: 'HEAD', headers: PROTOCOL }).catch(() => undefined);
  if (response === undefined || response.status >= 500 || response.status === 423) return undefined;
  if (!response.ok) throw new Error(await whyOf(response));
  return Number(response.headers.get('upload-offset'));
}

/** @returns the status; 0 where the connection was cut */
function patch(address: string, file: File, offset: number, told: Telling): Promise<number> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PATCH', address);
    const headers = {
      ...PROTOCOL,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => {
      told.sent(offset + loaded);
    });
    request.addEventListener('loadend', () => {
      resolve(request.status);
    });
    request.send(file.slice(offset));
  });
}

async function whyOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  return problem.detail ?? problem.title ?? String(response.status);
}

/** What the form says meanwhile, in the page's words. */
class Telling {
  readonly #form: HTMLFormElement;
  readonly #file: File;
  readonly #progress: HTMLProgressElement | null;
  readonly #output: HTMLOutputElement | null;

  constructor(form: HTMLFormElement, file: File) {
    [this.#form, this.#file] = [form, file];
    this.#progress = form.querySelector('progress');
    this.#output = form.querySelector('output');
    form.querySelector('.sending')?.removeAttribute('hidden');
    this.sent(0);
  }

  sent(bytes: number): void {
    const share = this.#file.size === 0 ? 0 : bytes / this.#file.size;
    if (this.#progress !== null) this.#progress.value = share;
    this.#say(`${this.#form.dataset['sending'] ?? ''} ${Math.floor(share * 100)} %`);
  }

  waits(): void {
    this.#say(this.#form.dataset['again'] ?? '');
  }

  failed(why: string): void {
    this.#say(`${this.#form.dataset['failed'] ?? ''} ${why}`);
    this.#form.classList.add('has-failed');
  }

  #say(text: string): void {
    if (this.#output !== null) this.#output.textContent = text;
  }
}
