// A link that sets a password has its secret behind the `#`, which no server is told: the page sends it in its form, and takes it out of
// the address.

export function startSignInLink(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-sign-in-link]');
  const field = form?.querySelector<HTMLInputElement>('input[name="link"]');
  const secret = location.hash.slice(1);
  if (form === null || field === null || field === undefined || secret === '' || secret === 'main') return;
  history.replaceState(null, '', location.pathname);
  field.value = secret;
  form.submit();
}
