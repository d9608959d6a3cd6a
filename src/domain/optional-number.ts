// Numbers as Redis and files hold them: text, and none where the text is missing or empty.

export function numberIfAny(text: string | null | undefined): number | undefined {
  return text === null || text === undefined || text === '' ? undefined : Number(text);
}
