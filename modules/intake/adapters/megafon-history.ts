/**
 * A line of `GET /history/json` in the words of the webhook `history`. What a line calls `uid` is taken for the webhook's `callid`:
 * nothing says so in writing, and history/megafon.ts watches whether it holds.
 */
import { type Fields, textFields } from './body.ts'

/** Of events that history/megafon.ts keeps; beside the line they hold the extension of its employee. */
export const megafonHistory = 'history/json'

export function asWebhook(said: Readonly<Record<string, unknown>>): Fields {
  const row = textFields(said)
  const missed = row.type === 'missed'
  return textFields({
    ...{ cmd: 'history', callid: row.uid, phone: row.client, diversion: row.diversion, user: row.user, ext: row.ext },
    ...{ type: missed ? 'in' : row.type, status: row.status ?? (missed ? 'missed' : undefined) },
    // The webhook's `duration` is the whole call, unless `wait` stands beside it: here it always is the talk.
    ...{ start: row.start, wait: row.wait ?? '0', duration: row.duration, link: row.record },
  })
}
