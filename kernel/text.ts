/** Lower-case address, or null where the text is none. */
export function normaliseEmail(text: string): string | null {
  const address = /<([^>]+)>\s*$/.exec(text)?.[1] ?? text
  const clean = address.trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(clean) ? clean : null
}

/** The digits of what a person typed into the search box. */
export const searchDigits = (text: string): string => text.replace(/\D/g, '')

/**
 * A value that a spreadsheet will show and never run. Text that begins like a formula gets an apostrophe;
 * a plain number or a phone number (`+7916…`, `-5,2`) stays as it is.
 */
export function safeCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value)
  if (/^[+-]?[\d\s().,-]*$/.test(text)) return text
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}

/** Rows as CSV (RFC 4180) with safe cells; begins with a byte-order mark, so that spreadsheets read Cyrillic. */
export const toCsv = (rows: readonly (readonly (string | number | null | undefined)[])[]): string =>
  `\uFEFF${rows
    .map((row) =>
      row
        .map((cell) => {
          const text = safeCell(cell)
          return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
        })
        .join(','),
    )
    .join('\r\n')}\r\n`
