/** Call detail records as cdr_csv writes them with `loguniqueid`, in the exchange's own time. */
import { began } from './test-dialogues.ts'

const csv = (cells: readonly string[]) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`

/** A line of Master.csv of the `nth` call; seconds are since its birth, and there is no second one where nobody answered. */
export function masterLine(
  nth: number,
  phone: string,
  ext: string,
  [start, answer, end]: readonly [number, number | undefined, number],
  uniqueid: string,
): string {
  const moscow = (second: number) =>
    new Date((began + nth * 1000 + second + 3 * 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return csv([
    ...['', phone, '74951234567', 'from-trunk', `"Клиент" <${phone}>`],
    ...['PJSIP/provider-000000bb', `PJSIP/${ext}-000000aa`, 'Dial', `PJSIP/${ext},20`],
    ...[moscow(start), answer === undefined ? '' : moscow(answer), moscow(end)],
    ...[String(end - start), String(end - (answer ?? end)), answer === undefined ? 'NO ANSWER' : 'ANSWERED'],
    ...['DOCUMENTATION', uniqueid],
  ])
}
