import type { Settings } from '../../intake/index.ts'
import type { OriginObservation } from '../../interactions/index.ts'

/**
 * The advertisement behind a link that opens a dialogue (`t.me/bot?start=…`, `vk.me/club?ref=…`): marks of letters, digits, `_`
 * and `-`. Two hyphens part source, campaign and placement: `yandex--windows--rsya`. A mark without them names a campaign of
 * the channel.
 */
export function originOfMark(mark: string, channel: string): OriginObservation | undefined {
  const [first, second, third] = mark
    .split('--')
    .map((part) => part.trim())
    .filter(Boolean)
  if (!first) return undefined
  if (!second) return { source: channel, campaign: first }
  return { source: first, campaign: second, ...(third && { placement: third }) }
}

/** The source that the connection's settings name. */
export const sourceOf = (settings: Settings): OriginObservation | null =>
  typeof settings.source === 'string' && settings.source.trim() ? { source: settings.source.trim() } : null
