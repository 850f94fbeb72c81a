/**
 * Call detail records of Asterisk and FreePBX: `Master.csv` of cdr_csv and of cdr_custom, tables exported with or without
 * headings, and FreePBX's CDR report. Every row is one leg; rows of one call share `linkedid`, or `uniqueid` where that is all there is.
 *
 * Field orders: cdr_csv.c (accountcode first), cdr_custom.conf.sample (clid first), the `cdr` table (calldate first).
 */
import type { FieldSpecs } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { Direction, LegObservation, LegOutcome } from '../../../interactions/index.ts'
import { callerId, channelExtension, directionOf, isExtension, isOutside } from './ends.ts'
import { type Draft, defineProfile } from './profile.ts'
import { byHeadings, byLayout, type Layout, pattern } from './recognise.ts'

const disposition = /^(?:answered|no ?answer|busy|failed|congestion|cancel(?:led)?)$/i

const tail = ['uniqueid', 'userfield', 'peeraccount', 'linkedid', 'sequence'] as const
const middle = ['channel', 'dstchannel', 'lastapp', 'lastdata'] as const
const times = ['start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags'] as const

const layouts: readonly Layout[] = [
  { columns: ['accountcode', 'src', 'dst', 'dcontext', 'clid', ...middle, ...times, ...tail], least: 16 },
  {
    columns: [
      'clid',
      'src',
      'dst',
      'dcontext',
      ...middle,
      ...times,
      'accountcode',
      'uniqueid',
      'userfield',
      'sequence',
    ],
    least: 15,
  },
  {
    columns: [
      'start',
      'clid',
      'src',
      'dst',
      'dcontext',
      ...middle,
      'duration',
      'billsec',
      'disposition',
      'amaflags',
      'accountcode',
      'uniqueid',
      'userfield',
      'did',
      'recordingfile',
      'cnum',
      'cnam',
      'outbound_cnum',
      'outbound_cnam',
      'dst_cnam',
      'linkedid',
      'peeraccount',
      'sequence',
    ],
    least: 12,
  },
]

const outcomes: Readonly<Record<string, LegOutcome>> = {
  ANSWERED: 'answered',
  'NO ANSWER': 'no_answer',
  NOANSWER: 'no_answer',
  BUSY: 'busy',
  FAILED: 'failed',
  CONGESTION: 'failed',
  CANCEL: 'cancelled',
  CANCELLED: 'cancelled',
}

const text = (...headings: string[]) => ({ kind: 'text', headings }) as const

const fields = {
  start: { kind: 'moment', required: true, headings: ['start', 'calldate', 'call date', 'start time', 'starttime'] },
  src: text('src', 'source', 'callerid num', 'cnum'),
  dst: text('dst', 'destination'),
  disposition: { kind: 'text', required: true, headings: ['disposition', 'status'] },
  duration: { kind: 'seconds', headings: ['duration'] },
  billsec: { kind: 'seconds', headings: ['billsec', 'billable seconds'] },
  answer: { kind: 'moment', headings: ['answer', 'answer time', 'answertime'] },
  end: { kind: 'moment', headings: ['end', 'end time', 'endtime'] },
  clid: text('clid', 'callerid', 'caller id'),
  dcontext: text('dcontext', 'context'),
  channel: text('channel', 'chan'),
  dstchannel: text('dstchannel', 'dst chan', 'dst channel'),
  lastapp: text('lastapp', 'app'),
  lastdata: text('lastdata'),
  uniqueid: text('uniqueid', 'unique id', 'system'),
  linkedid: text('linkedid', 'linked id'),
  did: text('did'),
  recordingfile: text('recordingfile', 'recording'),
  cnum: text('cnum'),
  outbound_cnum: text('outbound_cnum', 'outbound callerid'),
  dst_cnam: text('dst_cnam'),
  userfield: text('userfield'),
  accountcode: text('accountcode', 'account'),
  amaflags: text('amaflags'),
  peeraccount: text('peeraccount'),
  sequence: text('sequence'),
  cnam: text('cnam'),
  outbound_cnam: text('outbound_cnam'),
} as const satisfies FieldSpecs

export const asterisk = defineProfile({
  name: 'freepbx',
  fields,
  recognise: (shape: TableShape) =>
    shape.headingRow === null
      ? byLayout(shape, layouts, { disposition: pattern(disposition), start: pattern(/\d[-/.]\d/) })
      : byHeadings(
          shape,
          fields,
          ['start', 'src', 'dst', 'disposition'],
          ['billsec', 'duration', 'channel', 'dcontext', 'uniqueid'],
        ),

  observe(values, { country }) {
    const { start, dst, answer, end } = values
    if (!start) return { refused: 'missing_value', field: 'start', value: '' }
    const outcome = outcomes[values.disposition?.toUpperCase() ?? '']
    if (!outcome) return { refused: 'row_not_known', field: 'disposition', value: values.disposition ?? '' }
    const caller = callerId(values.clid)
    const src = values.src || caller.number
    const from = callerOf(src, values, country)
    const direction = directionOf(from, dst, country) ?? (isExtension(from) ? 'internal' : 'inbound')

    const ended = end ?? new Date(start.getTime() + Math.max(values.duration ?? 0, 0) * 1000)
    const leg = legOf({ ...values, start, outcome, direction, from, ended, answer })
    const id = values.linkedid || values.uniqueid || null
    // A row about a later part of the call (a transfer by a colleague, a queue's own channel) knows the client only when they stand in it.
    const follows =
      values.linkedid !== undefined && values.uniqueid !== undefined && values.linkedid !== values.uniqueid
    const tells = !follows || direction === 'inbound'
    const partyNumber = direction === 'inbound' ? src : dst
    const name = direction === 'inbound' ? caller.name : values.dst_cnam
    const ours =
      direction === 'inbound'
        ? (values.did ?? (isOutside(dst, country) ? dst : undefined))
        : outside(values.outbound_cnum ?? src, country)
    const recording = values.recordingfile && /\.\w+$/.test(values.recordingfile) ? values.recordingfile : undefined
    const draft: Draft = {
      id,
      told: {
        kind: 'call',
        at: ended,
        startedAt: start,
        endedAt: ended,
        finished: true,
        legs: [leg],
        ...(tells ? { direction } : {}),
        ...(tells && partyNumber ? { party: { phone: partyNumber, ...(name ? { name } : {}) } } : {}),
        ...(tells && ours ? { ourAddress: ours } : {}),
        ...(direction !== 'inbound' && from && tells ? { line: from } : {}),
        ...(recording ? { recordingUrl: recording } : {}),
      },
    }
    return draft
  },
})

/** Whoever calls: FreePBX writes the number that the company shows as `src` of an outgoing call, the extension stands in the channel. */
function callerOf(
  src: string | undefined,
  row: { readonly channel?: string; readonly cnum?: string; readonly dst?: string; readonly dcontext?: string },
  country: string,
): string | undefined {
  if (isExtension(src)) return src
  const extension = channelExtension(row.channel) ?? (isExtension(row.cnum) ? row.cnum : undefined)
  const fromTrunk = /^(?:from-(?:trunk|pstn|did)|ext-did)/.test(row.dcontext ?? '')
  return extension && !fromTrunk && (src === undefined || isOutside(row.dst, country)) ? extension : src
}

const outside = (number: string | undefined, country: string): string | undefined =>
  isOutside(number, country) ? number : undefined

/**
 * The one leg of a row. Legs are named by the line that was rung, so that a queue's Local channel and the telephone behind
 * it, or two trunks tried one after another, are one leg and not two talks.
 */
function legOf(row: {
  readonly start: Date
  readonly ended: Date
  readonly answer?: Date | undefined
  readonly outcome: LegOutcome
  readonly direction: Direction
  readonly from: string | undefined
  readonly dst?: string | undefined
  readonly dstchannel?: string | undefined
  readonly lastapp?: string | undefined
  readonly duration?: number | undefined
  readonly billsec?: number | undefined
}): LegObservation {
  const { start, ended, outcome, direction, dst } = row
  const times = { startedAt: start, endedAt: ended }
  const rung = channelExtension(row.dstchannel)
  const app = (row.lastapp ?? '').toLowerCase()
  if (/^(?:voicemail|vm|mailbox)/.test(app) || /^(?:vm[ubsi]?\d|\*9[78]$)/.test(dst ?? '')) {
    return {
      key: `machine:${dst ?? ''}`,
      role: 'machine',
      ...times,
      outcome: outcome === 'answered' ? 'machine' : outcome,
    }
  }
  if (direction === 'inbound' && !rung && !row.dstchannel) {
    // Whoever is in a queue or a menu when the row ends has hung up there: what comes after it would have been the last application.
    if (app === 'queue')
      return { key: `queue:${dst ?? ''}`, role: 'queue', ...(dst ? { line: dst } : {}), ...times, outcome: 'cancelled' }
    if (/^(?:background|playback|waitexten|read|ivr|wait|answer|goto|hangup|playtones|congestion|macro)/.test(app)) {
      return { key: 'menu', role: 'menu', ...times, outcome: outcome === 'failed' ? 'failed' : 'cancelled' }
    }
  }
  const line = direction === 'inbound' ? (rung ?? dst) : row.from
  const answeredAt = outcome === 'answered' ? (row.answer ?? answerTime(row)) : undefined
  return {
    key: line ?? 'call',
    role: 'person',
    ...(line ? { line } : {}),
    ...times,
    outcome,
    ...(answeredAt ? { answeredAt } : {}),
    ...(outcome === 'answered' && row.billsec !== undefined ? { talkSeconds: row.billsec } : {}),
  }
}

/** Where no column tells of the answer, the talk stands at the end of the call. */
const answerTime = (row: {
  readonly start: Date
  readonly duration?: number | undefined
  readonly billsec?: number | undefined
}): Date => new Date(row.start.getTime() + Math.max(0, (row.duration ?? 0) - (row.billsec ?? row.duration ?? 0)) * 1000)
