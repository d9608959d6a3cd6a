// Opens a page that asks for a confirmation as a dialog over the page that leads to it. Without it the link leads there.

export function startDialogs(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest<HTMLAnchorElement>('a[data-dialog]');
    if (link === null) return;
    event.preventDefault();
    void open(link);
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const question = await confirmationAt(link.href);
  if (question === undefined) {
    location.assign(link.href);
    return;
  }
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.append(question);
  const heading = question.querySelector('h1');
  if (heading !== null) {
    heading.id = 'dialog-title';
    dialog.setAttribute('aria-labelledby', heading.id);
  }
  dialog.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    // Its own area is that of what it holds: what is hit beside it is the dialog itself.
    if (event.target !== dialog && event.target.closest('[data-close]') === null) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

async function confirmationAt(address: string): Promise<Element | undefined> {
  const response = await fetch(address, { redirect: 'manual' }).catch(() => undefined);
  if (response?.ok !== true) return undefined;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return page.querySelector('[data-confirmation]') ?? undefined;
}
