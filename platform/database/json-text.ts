const nul = '\u0000'

/** Text that PostgreSQL takes: it holds no NUL, and a provider's stray one must not lose the whole batch. */
export const withoutNul = (text: string): string => (text.includes(nul) ? text.replaceAll(nul, '') : text)

/** JSON that PostgreSQL takes: without NUL, which is written there as an escape of six characters. */
export function jsonText(value: object): string {
  const text = JSON.stringify(value)
  return text.includes('\\u0000')
    ? JSON.stringify(value, (_, item) => (typeof item === 'string' ? withoutNul(item) : item))
    : text
}
