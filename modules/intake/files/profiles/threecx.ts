/**
 * 3CX: the CDR file (fields as the administrator chose them, in the usual order where there are no headings) and the call log exported
 * from the web client. Fields: www.3cx.com/docs/cdr-call-data-records.
 */
import type { FieldSpecs } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { LegObservation, LegOutcome } from '../../../interactions/index.ts'
import { bracketed, directionOf, isExtension } from './ends.ts'
import { defineProfile } from './profile.ts'
import { byHeadings, byLayout, type Layout, pattern } from './recognise.ts'
import { directionWord } from './words.ts'

const layouts: readonly Layout[] = [
  {
    columns: [
      'historyid',
      'callid',
      'duration',
      'start',
      'answered',
      'ended',
      'reason',
      'from',
      'to',
      'from_dn',
      'to_dn',
      'dial',
      'reason_changed',
      'final_number',
      'final_dn',
      'bill_code',
      'bill_rate',
      'bill_cost',
      'bill_name',
      'chain',
      'from_type',
      'to_type',
      'final_type',
      'from_name',
      'to_name',
      'final_name',
      'missed',
    ],
    least: 12,
  },
]

const text = (...headings: string[]) => ({ kind: 'text', headings }) as const

const fields = {
  start: { kind: 'moment', required: true, headings: ['time-start', 'call time', 'start time'] },
  from: text('from-no', 'from', 'caller id', 'caller'),
  to: text('to-no', 'to', 'destination', 'callee'),
  answered: { kind: 'moment', headings: ['time-answered'] },
  ended: { kind: 'moment', headings: ['time-end'] },
  duration: { kind: 'seconds', headings: ['duration', 'totals'] },
  ringing: { kind: 'seconds', headings: ['ringing'] },
  talking: { kind: 'seconds', headings: ['talking'] },
  status: text('status'),
  direction: text('direction'),
  callid: text('callid', 'call id'),
  historyid: text('historyid'),
  from_dn: text('from-dn'),
  to_dn: text('to-dn'),
  dial: text('dial-no'),
  final_number: text('final-number'),
  final_dn: text('final-dn'),
  final_type: text('final-type'),
  reason: text('reason-terminated'),
  reason_changed: text('reason-changed'),
  from_name: text('from-dispname'),
  to_name: text('to-dispname'),
  missed: text('missed-queue-calls'),
  chain: text('chain'),
  recording: text('recording', 'recording url'),
} as const satisfies FieldSpecs

export const threecx = defineProfile({
  name: '3cx',
  fields,
  recognise: (shape: TableShape) =>
    shape.headingRow === null
      ? byLayout(shape, layouts, {
          duration: pattern(/^\d+:\d\d:\d\d/),
          start: pattern(/^\d{4}[/-]\d\d[/-]\d\d /),
          historyid: pattern(/^call/i),
        })
      : byHeadings(
          shape,
          fields,
          ['start', 'from', 'to'],
          ['talking', 'ringing', 'status', 'callid', 'answered', 'historyid'],
        ),

  observe(values, { country }) {
    const { start } = values
    if (!start) return { refused: 'missing_value', field: 'start', value: '' }
    const from = end(values.from)
    const to = end(values.to)
    const last = end(values.final_dn || values.final_number)
    const direction =
      directionWord(values.direction) ??
      directionOf(from.number, to.number ?? values.dial, country) ??
      (isExtension(from.number) ? 'internal' : 'inbound')
    const answered =
      values.answered !== undefined ||
      (values.talking ?? 0) > 0 ||
      (values.talking === undefined && /^answered/i.test(values.status ?? ''))
    const ended =
      values.ended ??
      new Date(start.getTime() + (values.duration ?? (values.ringing ?? 0) + (values.talking ?? 0)) * 1000)
    const answeredAt = answered
      ? (values.answered ?? new Date(start.getTime() + (values.ringing ?? 0) * 1000))
      : undefined
    const machine = /voicemail/i.test(values.final_type ?? '') || /voicemail/i.test(values.status ?? '')
    const outcome: LegOutcome = answered ? (machine ? 'machine' : 'answered') : unanswered(values.reason)
    const dn =
      direction === 'inbound'
        ? isExtension(last.number)
          ? last.number
          : (end(values.to_dn).number ?? to.number)
        : (end(values.from_dn).number ?? from.number)
    const line = dn ?? (direction === 'inbound' ? to.name : from.name)
    const talk =
      values.talking ?? (answeredAt ? Math.max(0, (ended.getTime() - answeredAt.getTime()) / 1000) : undefined)
    const leg: LegObservation = {
      key: line ?? 'call',
      role: machine ? 'machine' : 'person',
      line,
      startedAt: start,
      endedAt: ended,
      outcome,
      answeredAt,
      talkSeconds: answered && !machine ? talk : undefined,
      reason: values.reason,
    }
    const phone = direction === 'inbound' ? from.number : values.dial || to.number
    const name = direction === 'inbound' ? (from.name ?? values.from_name) : (to.name ?? values.to_name)
    return {
      id: values.callid || values.historyid || null,
      told: {
        kind: 'call',
        at: ended,
        startedAt: start,
        endedAt: ended,
        finished: true,
        direction,
        legs: [leg, ...missedLegs(values.missed, start)],
        party: phone ? { phone, name: name === phone ? undefined : name } : undefined,
        recordingUrl: values.recording,
      },
    }
  },
})

/** `Ext.101`, `Ivan (101)`, `79161234567`. */
function end(value: string | undefined): { name?: string; number?: string } {
  const bare = value?.replace(/^Ext\.?/i, '').trim()
  return bare ? bracketed(bare) : {}
}

const unanswered = (reason: string | undefined): LegOutcome => {
  if (/BySrc|cancel/i.test(reason ?? '')) return 'cancelled'
  if (/busy/i.test(reason ?? '')) return 'busy'
  return /fail|notfound|unreach|unregister|noroute/i.test(reason ?? '') ? 'failed' : 'no_answer'
}

/** Agents of a queue that were rung in vain: `Ext.101;Ext.102`. */
const missedLegs = (missed: string | undefined, start: Date): LegObservation[] =>
  (missed ?? '')
    .split(/[;,\s]+/)
    .map((agent) => agent.replace(/^Ext\.?/i, ''))
    .filter((agent) => agent !== '')
    .map((line) => ({ key: `missed:${line}`, role: 'person', line, startedAt: start, outcome: 'no_answer' }))
