/**
 * Incoming webhooks of Slack, and of Mattermost and Rocket.Chat, which take the same messages.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: answers 200 `ok`; a channel that is gone is 404 or 410,
 * 429 names its pause in `Retry-After`.
 */
import {
  type Ask,
  type Channel,
  escapeMarkup,
  failed,
  heading,
  type Result,
  retryAfterMs,
  saidBy,
  type Telling,
} from './channel.ts'

/** A vertical bar ends the address of a link. */
const link = (url: string, text: string): string => `<${url}|${escapeMarkup(text).replaceAll('|', '/')}>`

export const slackText = (telling: Telling): string =>
  [
    telling.items.length > 1 ? `*${escapeMarkup(heading(telling))}*` : null,
    ...telling.items.map(
      ({ url, title, details }) => `*${link(url, title)}*${details ? `\n${escapeMarkup(details)}` : ''}`,
    ),
  ]
    .filter(Boolean)
    .join('\n')

export const createSlack = (ask: Ask): Channel => ({
  repeatable: false,
  async send({ secrets }, telling): Promise<Result> {
    try {
      const answered = await ask(secrets.url ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: slackText(telling) }),
      })
      const said = saidBy(answered)
      const { status } = answered
      if (status >= 200 && status < 300) return { attempt: { kind: 'sent' }, said }
      if (status === 429) return { attempt: { kind: 'again', ...retryAfterMs(answered) }, said }
      if (status >= 500 || status === 408) return { attempt: { kind: 'again' }, said }
      // 403 action_prohibited, 404 no_service or channel_not_found, 410 channel_is_archived.
      return { attempt: { kind: 'never' }, said, gone: [403, 404, 410].includes(status) }
    } catch (error) {
      return failed(error)
    }
  },
})
