/** One call detail record of a live exchange, as a line of Master.csv or as an event, in the words of the file profile. */
import type { Mapped, Settings } from '../adapters/adapter.ts'
import { isObject, parseJson } from '../adapters/body.ts'
import { wallTime } from '../adapters/when.ts'
import { asterisk } from '../files/profiles/asterisk.ts'
import { isLocal, outsideNumber } from './channels.ts'
import { type RecordingSettings, recordingUrl } from './recording-url.ts'

export type CdrFields = Readonly<Record<string, string>>

/** cdr_csv.c; what stands behind `amaflags` depends on the exchange's settings. */
const csvColumns = [
  ...['accountcode', 'src', 'dst', 'dcontext', 'clid', 'channel', 'dstchannel', 'lastapp', 'lastdata'],
  ...['start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags'],
  ...['uniqueid', 'userfield', 'peeraccount', 'linkedid', 'sequence'],
]

const eventNames: Readonly<Record<string, string>> = {
  AccountCode: 'accountcode',
  Source: 'src',
  Destination: 'dst',
  DestinationContext: 'dcontext',
  CallerID: 'clid',
  Channel: 'channel',
  DestinationChannel: 'dstchannel',
  LastApplication: 'lastapp',
  LastData: 'lastdata',
  StartTime: 'start',
  AnswerTime: 'answer',
  EndTime: 'end',
  Duration: 'duration',
  BillableSeconds: 'billsec',
  Disposition: 'disposition',
  UniqueID: 'uniqueid',
  UserField: 'userfield',
  LinkedID: 'linkedid',
  Linkedid: 'linkedid',
  linkedid: 'linkedid',
  recordingfile: 'recordingfile',
  did: 'did',
}

/** The fields of an AMI event `Cdr`, in the columns' names. */
export const fieldsOfEvent = (event: Readonly<Record<string, string>>): CdrFields =>
  Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => {
      const column = eventNames[name]
      return column && value !== '' ? [[column, value]] : []
    }),
  )

/** The fields of one line of Master.csv, or null where it is none. Quotes are doubled inside quotes. */
export function fieldsOfLine(line: string): CdrFields | null {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
  if (cells.length < 16) return null
  return Object.fromEntries(cells.flatMap((cell, i) => (csvColumns[i] && cell !== '' ? [[csvColumns[i], cell]] : [])))
}

/** Maps one record. `identity`: the call it belongs to and the facts. */
export function mapCdr(body: string, settings: Settings & { readonly cdr: RecordingSettings }): Mapped {
  const said = parseJson(body)
  const row = isObject(said) ? (said as CdrFields) : fieldsOfLine(body)
  if (!row) return { kind: 'failed', reason: { code: 'wrong_field', detail: body.slice(0, 80) } }
  const { timezone } = settings.cdr
  const start = wallTime(row.start, timezone)
  if (!start) return { kind: 'failed', reason: { code: 'wrong_time', detail: `start: ${row.start ?? ''}` } }
  // An inner channel's own record tells again what the caller's does, under another name of the call.
  if (isLocal(row.channel ?? '') && !row.linkedid)
    return { kind: 'ignored', reason: { code: 'no_matter', detail: row.channel ?? '' } }
  const answer = wallTime(row.answer, timezone)
  const end = wallTime(row.end, timezone)
  const draft = asterisk.observe(
    {
      ...row,
      dst: dialled(row),
      start,
      ...(answer ? { answer } : { answer: undefined }),
      ...(end ? { end } : { end: undefined }),
      duration: number(row.duration),
      billsec: number(row.billsec),
      recordingfile: undefined,
    },
    { country: 'RU', zone: timezone, constants: {}, values: {}, signature: '', classes: new Map() },
  )
  if ('refused' in draft)
    return { kind: 'failed', reason: { code: 'wrong_field', detail: `${draft.field}: ${draft.value}` } }
  if (!draft.id) return { kind: 'failed', reason: { code: 'missing_field', detail: 'uniqueid' } }
  const talked = draft.told.legs?.some(({ outcome }) => outcome === 'answered')
  const url = talked ? recordingUrl(row.recordingfile || null, draft.id, start, settings.cdr) : null
  return {
    kind: 'told',
    observations: [{ ...draft.told, provider: 'ami', externalId: draft.id, ...(url && { recordingUrl: url }) }],
  }
}

const number = (text: string | undefined): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined)

/** Without the prefix for a line out, where the trunk was dialled without it. */
function dialled({ dst, lastapp, lastdata, channel }: CdrFields): string | undefined {
  const number = lastapp?.toLowerCase() === 'dial' && channel ? outsideNumber(lastdata?.split(',')[0] ?? '') : null
  const prefixed = number !== null && (dst?.length ?? 0) > 6 && dst?.endsWith(number.replace(/^\+/, '').slice(-10))
  return prefixed ? number : dst
}
