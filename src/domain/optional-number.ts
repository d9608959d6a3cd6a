// Reads numbers that Redis and files hold as text; a missing or empty text is no number.

export function numberIfAny(text: string | null | undefined): number | undefined {
  return text === null || text === undefined || text === '' ? undefined : Number(text);
}
