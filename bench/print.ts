import type { Line } from './measure.ts'

const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2)

/** The table at the end: what was measured, what was wanted, how others did. */
export function printLines(lines: readonly Line[]): void {
  const rows = lines.map((line) => [
    line.met === undefined ? ' ' : line.met ? '✓' : '✗',
    line.name,
    `${digits(line.value)} ${line.unit}`,
    line.target ?? '',
    line.others
      ? Object.entries(line.others)
          .map(([who, value]) => `${who} ${digits(value)} (×${digits(value / line.value)})`)
          .join(', ')
      : '',
    line.note ?? '',
  ])
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length))) ?? []
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}
