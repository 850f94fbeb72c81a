/**
 * Call detail records of FreeSWITCH's mod_cdr_csv: the `default`/`example` template and the `asterisk` one, one row per leg.
 * An A-leg names its B-leg, so both are known by the B-leg's uuid.
 *
 * Templates: conf/vanilla/autoload_configs/cdr_csv.conf.xml.
 */
import type { FieldSpecs } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { LegObservation, LegOutcome } from '../../../interactions/index.ts'
import { channelExtension, directionOf, isExtension } from './ends.ts'
import { defineProfile } from './profile.ts'
import { byHeadings, byLayout, type Layout, pattern } from './recognise.ts'

const layouts: readonly Layout[] = [
  {
    columns: [
      'caller_id_name',
      'caller_id_number',
      'destination_number',
      'context',
      'start_stamp',
      'answer_stamp',
      'end_stamp',
      'duration',
      'billsec',
      'hangup_cause',
      'uuid',
      'bleg_uuid',
      'accountcode',
      'read_codec',
      'write_codec',
      'sip_user_agent',
      'call_clientcode',
      'sip_rtp_rxstat',
      'sip_rtp_txstat',
      'recording',
    ],
    least: 11,
  },
  {
    columns: [
      'accountcode',
      'caller_id_number',
      'destination_number',
      'context',
      'caller_id',
      'channel_name',
      'bridge_channel',
      'last_app',
      'last_arg',
      'start_stamp',
      'answer_stamp',
      'end_stamp',
      'duration',
      'billsec',
      'hangup_cause',
      'amaflags',
      'uuid',
      'userfield',
    ],
    least: 17,
  },
]

/** What a call without an answer came to (Q.850 causes as FreeSWITCH names them). */
const causes: Readonly<Record<string, LegOutcome>> = {
  ORIGINATOR_CANCEL: 'cancelled',
  LOSE_RACE: 'cancelled',
  PICKED_OFF: 'cancelled',
  USER_BUSY: 'busy',
  NO_ANSWER: 'no_answer',
  NO_USER_RESPONSE: 'no_answer',
  ALLOTTED_TIMEOUT: 'no_answer',
  PROGRESS_TIMEOUT: 'no_answer',
  NORMAL_CLEARING: 'no_answer',
  NONE: 'no_answer',
}

const text = (...headings: string[]) => ({ kind: 'text', headings }) as const
const cause = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^NONE$/

const fields = {
  start_stamp: { kind: 'moment', required: true, headings: ['start_stamp', 'start stamp'] },
  caller_id_number: text('caller_id_number'),
  destination_number: text('destination_number'),
  hangup_cause: { kind: 'text', required: true, headings: ['hangup_cause'] },
  answer_stamp: { kind: 'moment', headings: ['answer_stamp'] },
  end_stamp: { kind: 'moment', headings: ['end_stamp'] },
  duration: { kind: 'seconds', headings: ['duration'] },
  billsec: { kind: 'seconds', headings: ['billsec'] },
  uuid: text('uuid'),
  bleg_uuid: text('bleg_uuid'),
  caller_id_name: text('caller_id_name'),
  context: text('context'),
  direction: text('direction'),
  channel_name: text('channel_name'),
  bridge_channel: text('bridge_channel'),
  last_app: text('last_app'),
  recording: text('sofia_record_file', 'recording', 'record_path'),
} as const satisfies FieldSpecs

export const freeswitch = defineProfile({
  name: 'freeswitch',
  fields,
  recognise: (shape: TableShape) =>
    shape.headingRow === null
      ? byLayout(shape, layouts, {
          hangup_cause: pattern(cause),
          start_stamp: pattern(/^\d{4}-\d\d-\d\d /),
          uuid: pattern(/^[0-9a-f-]{30,}$/i),
        })
      : byHeadings(
          shape,
          fields,
          ['start_stamp', 'destination_number', 'hangup_cause'],
          ['uuid', 'billsec', 'caller_id_number'],
        ),

  observe(values, { country }) {
    const { start_stamp: start, caller_id_number: from, destination_number: to } = values
    if (!start) return { refused: 'missing_value', field: 'start_stamp', value: '' }
    const answered = values.answer_stamp !== undefined || (values.billsec ?? 0) > 0
    const outcome: LegOutcome = answered ? 'answered' : (causes[values.hangup_cause ?? ''] ?? 'failed')
    const direction = directionOf(from, to, country) ?? (isExtension(from) ? 'internal' : 'inbound')
    const ended = values.end_stamp ?? new Date(start.getTime() + (values.duration ?? 0) * 1000)
    const machine = values.last_app === 'voicemail' || /^\*9[78]/.test(to ?? '')
    const line = direction === 'inbound' ? (channelExtension(values.bridge_channel) ?? to) : from
    const answeredAt = answered
      ? (values.answer_stamp ?? new Date(ended.getTime() - (values.billsec ?? 0) * 1000))
      : undefined
    const leg: LegObservation = {
      key: line ?? 'call',
      role: machine ? 'machine' : 'person',
      line,
      startedAt: start,
      endedAt: ended,
      outcome: machine && answered ? 'machine' : outcome,
      answeredAt,
      talkSeconds: answered && !machine ? values.billsec : undefined,
      reason: values.hangup_cause,
    }
    const inbound = direction === 'inbound'
    const phone = inbound ? from : to
    const name = inbound && !/^[+\d]*$/.test(values.caller_id_name ?? '') ? values.caller_id_name : undefined
    return {
      id: values.bleg_uuid || values.uuid || null,
      told: {
        kind: 'call',
        at: ended,
        startedAt: start,
        endedAt: ended,
        finished: true,
        direction,
        legs: [leg],
        party: phone ? { phone, name } : undefined,
        line: inbound ? undefined : from,
        recordingUrl: values.recording,
      },
    }
  },
})
