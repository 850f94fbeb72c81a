/**
 * Call detail records of Asterisk and FreePBX: `Master.csv` of cdr_csv and of cdr_custom, tables exported with or without
 * headings, and FreePBX's CDR report. Every row is one leg; rows of one call share `linkedid`, or `uniqueid` where that is all there is.
 *
 * Field orders: cdr_csv.c (accountcode first), cdr_custom.conf.sample (clid first), the `cdr` table (calldate first).
 */
import type { FieldSpecs } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { LegOutcome } from '../../../interactions/index.ts'
import { legOf } from './asterisk-leg.ts'
import { callerId, channelExtension, directionOf, isExtension, isOutside } from './ends.ts'
import { defineProfile } from './profile.ts'
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
    const { start, dst, end } = values
    if (!start) return { refused: 'missing_value', field: 'start', value: '' }
    const outcome = outcomes[values.disposition?.toUpperCase() ?? '']
    if (!outcome) return { refused: 'row_not_known', field: 'disposition', value: values.disposition ?? '' }
    const caller = callerId(values.clid)
    const src = values.src || caller.number
    const from = callerOf(src, values, country)
    const direction = directionOf(from, dst, country) ?? (isExtension(from) ? 'internal' : 'inbound')

    const ended = end ?? new Date(start.getTime() + (values.duration ?? 0) * 1000)
    const linkedid = values.linkedid || undefined
    const uniqueid = values.uniqueid || undefined
    // A row about a later part of the call (a transfer by a colleague, a queue's own channel) knows the client only when they stand in it.
    const tells = !linkedid || !uniqueid || linkedid === uniqueid || direction === 'inbound'
    const inbound = direction === 'inbound'
    const phone = inbound ? src : dst
    const ours = inbound ? (values.did ?? outside(dst, country)) : outside(values.outbound_cnum ?? src, country)
    return {
      id: linkedid ?? uniqueid ?? null,
      told: {
        kind: 'call',
        at: ended,
        startedAt: start,
        endedAt: ended,
        finished: true,
        legs: [legOf(values, { start, ended, outcome, direction, from: tells ? from : undefined })],
        direction: tells ? direction : undefined,
        party: tells && phone ? { phone, name: inbound ? caller.name : values.dst_cnam } : undefined,
        ourAddress: tells ? ours : undefined,
        line: tells && !inbound ? from : undefined,
        recordingUrl: /\.\w+$/.test(values.recordingfile ?? '') ? values.recordingfile : undefined,
      },
    }
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
