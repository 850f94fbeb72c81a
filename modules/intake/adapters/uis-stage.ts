import type { Fields } from './body.ts'

/** Which turn of a call a notification tells of. */
export const uisStages = ['started', 'ring', 'talk', 'talk_end', 'finished', 'lost', 'recording'] as const
export type UisStage = (typeof uisStages)[number]

/** Names that cabinets give to notifications, in Russian and English, first match wins. */
const byName: readonly (readonly [RegExp, UisStage])[] = [
  [/record|запис/, 'recording'],
  [/lost|missed|потер|пропущ/, 'lost'],
  [/wait|dial|ожидан|дозвон/, 'ring'],
  [/(talk|разговор).*(finish|end)|(finish|end|оконч|заверш)\S*\s+разговор|disconnect/, 'talk_end'],
  [/talk|answer|connected|разговор|ответ(?!а)/, 'talk'],
  [/finish|_end|ended|заверш|оконч/, 'finished'],
]

/**
 * Reads the stage from the template's literal field `event` (our set-up text puts it there), else from what the
 * notification is called, else from what it carries.
 */
export function stageOf(
  fields: Fields,
  read: (field: 'event' | 'recording' | 'durationSeconds' | 'talkSeconds') => string | undefined,
): UisStage {
  const told = read('event')
  const exact = uisStages.find((stage) => stage === told)
  if (exact) return exact
  const name = `${told ?? ''} ${fields.notification_mnemonic ?? ''} ${fields.notification_name ?? ''}`.toLowerCase()
  const named = byName.find(([pattern]) => pattern.test(name))
  if (named) return named[1]
  if (read('durationSeconds') !== undefined) return 'finished'
  if (read('talkSeconds') !== undefined) return 'talk_end'
  if (read('recording') !== undefined) return 'recording'
  return fields.leg_id ? 'ring' : 'started'
}
