/** A signed message for a system of the company's own, in the form of our other webhooks (docs/webhooks.md). */
import { signatureHeader, signMessage, timestampHeader } from '../../../platform/secrets/signature.ts'
import { type Ask, type Channel, failed, type Result, retryAfterMs, saidBy } from './channel.ts'

export const createWebhook = (ask: Ask, now: () => Date): Channel => ({
  // The receiver knows a message by the id in `x-lidoskop-delivery`.
  repeatable: true,
  async send({ settings, secrets }, { id, workspaceId, company, items }): Promise<Result> {
    const body = JSON.stringify({
      id,
      event: 'notices',
      workspaceId,
      company,
      notices: items.map(({ at, ...item }) => ({ ...item, at: at.toISOString() })),
    })
    const timestamp = String(Math.floor(now().getTime() / 1000))
    try {
      const answered = await ask(settings.url ?? '', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Lidoskop-Webhooks/1',
          'x-lidoskop-event': 'notices',
          'x-lidoskop-delivery': id,
          [timestampHeader]: timestamp,
          [signatureHeader]: signMessage(secrets.key ?? '', timestamp, body),
        },
        body,
      })
      const said = saidBy(answered)
      const { status } = answered
      if (status >= 200 && status < 300) return { attempt: { kind: 'sent' }, said }
      if (status === 410) return { attempt: { kind: 'never' }, said, gone: true }
      if (status >= 500 || [408, 425, 429].includes(status)) {
        return { attempt: { kind: 'again', ...retryAfterMs(answered) }, said }
      }
      return { attempt: { kind: 'never' }, said }
    } catch (error) {
      return failed(error)
    }
  },
})
