/** The leg that one call detail record of Asterisk tells of: a person, a queue, a menu or a machine. */
import type { Direction, LegObservation, LegOutcome } from '../../../interactions/index.ts'
import { channelExtension } from './ends.ts'

interface LegRow {
  readonly dst?: string
  readonly dstchannel?: string
  readonly lastapp?: string
  readonly answer?: Date
  readonly duration?: number
  readonly billsec?: number
}

/** What the row says of the call as a whole. */
interface Whole {
  readonly start: Date
  readonly ended: Date
  readonly outcome: LegOutcome
  readonly direction: Direction
  /** Whoever of ours made the call; undefined where the row tells of a later part of somebody's call. */
  readonly from: string | undefined
}

/**
 * The one leg of a row. Legs are named by the line that was rung, so that a queue's Local channel and the telephone behind
 * it, or two trunks tried one after another, are one leg and not two talks.
 */
export function legOf(row: LegRow, about: Whole): LegObservation {
  const { start: startedAt, ended: endedAt, outcome, direction, from } = about
  const { dst } = row
  const app = (row.lastapp ?? '').toLowerCase()
  if (/^(?:voicemail|vm|mailbox)/.test(app) || /^(?:vm[ubsi]?\d|\*9[78]$)/.test(dst ?? '')) {
    const left = outcome === 'answered' ? 'machine' : outcome
    return { key: `machine:${dst ?? ''}`, role: 'machine', startedAt, endedAt, outcome: left }
  }
  if (direction === 'inbound' && !row.dstchannel) {
    // Whoever is in a queue or a menu when the row ends has hung up there: what comes after it would have been the last application.
    if (app === 'queue')
      return { key: `queue:${dst ?? ''}`, role: 'queue', line: dst, startedAt, endedAt, outcome: 'cancelled' }
    if (menuApps.test(app)) {
      return { key: 'menu', role: 'menu', startedAt, endedAt, outcome: outcome === 'failed' ? 'failed' : 'cancelled' }
    }
  }
  const line = direction !== 'inbound' && from ? from : (channelExtension(row.dstchannel) ?? dst)
  const answered = outcome === 'answered'
  return {
    key: line ?? 'call',
    role: 'person',
    line,
    startedAt,
    endedAt,
    outcome,
    answeredAt: answered ? (row.answer ?? answerTime(startedAt, row.duration, row.billsec)) : undefined,
    talkSeconds: answered ? row.billsec : undefined,
  }
}

const menuApps = /^(?:background|playback|waitexten|read|ivr|wait|answer|goto|hangup|playtones|congestion|macro)/

/** Where no column tells of the answer, the talk stands at the end of the call. */
const answerTime = (start: Date, duration = 0, talk = duration): Date =>
  new Date(start.getTime() + Math.max(0, duration - talk) * 1000)
