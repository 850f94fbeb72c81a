/**
 * Asterisk and FreePBX: `Originate` over a short connection of its own, so that a call that is being placed neither delays nor is
 * delayed by what the listener hears, in whatever process that runs. The colleague's channel is rung; when they pick up the
 * dialplan takes it to the client. The exchange says by `OriginateResponse` whether they did.
 */

import { setTimeout as pauseFor } from 'node:timers/promises'
import type { Settings } from '../adapters/adapter.ts'
import { openAmi } from '../ami/client.ts'
import type { Packet } from '../ami/packets.ts'
import { placeOf } from '../ami/place.ts'
import { failureOf } from '../listening/failure.ts'
import { ConnectionFailure } from '../listening/listener.ts'
import { type CallToPlace, type Dialler, digitsOf, extensionFirst, type Placed, refused } from './dialler.ts'

/** How much longer than the ringing the exchange's word is waited for, in milliseconds. */
const graceMs = 15_000

export const createAmiDialler = (): Dialler => ({
  lineOf: (lines) => extensionFirst(lines) ?? lines.find((line) => /^[\w.-]+$/.test(line)) ?? null,
  async place({ settings, secrets }, call, { allowPrivate, signal, patienceMs = 15_000 }) {
    const stop = new AbortController()
    let hear: (event: Packet) => void = () => undefined
    let sent = false
    try {
      const client = await openAmi(placeOf(settings, secrets, 'call'), {
        ...{ allowPrivate, patienceMs, signal: AbortSignal.any([signal, stop.signal]) },
        onEvent: (event) => hear(event),
      })
      // Of a busy exchange's events this one is enough; where it may not be asked for the others are only traffic.
      await client.ask('Filter', { Operation: 'Add', Filter: 'Event: OriginateResponse' })
      const responses: Packet[] = []
      let wake: () => void = () => undefined
      hear = (event) => {
        if (event.Event !== 'OriginateResponse') return
        responses.push(event)
        wake()
      }
      sent = true
      const taken = await client.ask('Originate', originateOf(call, settings))
      if (taken.Response !== 'Success') return refusedBy(taken.Message ?? '')
      // Everybody's calls are told of here: ours is known by what it was asked with, and may be told before the answer is read.
      const ours = (): Packet | undefined => responses.find(({ ActionID: id }) => id === taken.ActionID)
      const said = new Promise<Packet>((resolve) => {
        wake = () => {
          const response = ours()
          if (response) resolve(response)
        }
        wake()
      })
      const late = pauseFor(call.ringSeconds * 1000 + graceMs, null, { signal: stop.signal }).catch(() => null)
      const response = await Promise.race([said, late, client.ended])
      return response ? placedBy(response) : { kind: 'unknown', detail: 'OriginateResponse' }
    } catch (error) {
      const { code, detail } = failureOf(error, secrets)
      if (sent) return { kind: 'unknown', detail: detail ?? code }
      return refused(error instanceof ConnectionFailure && code === 'credentials' ? code : 'unreachable', detail)
    } finally {
      stop.abort(new ConnectionFailure('ended'))
    }
  },
})

function originateOf({ line, phone, callerId, ringSeconds }: CallToPlace, settings: Settings): Packet {
  const number = digitsOf(phone)
  const channel = String(settings.dialChannel ?? '') || 'PJSIP/{line}'
  const shown = callerId && digitsOf(callerId)
  return {
    Channel: channel.replaceAll('{line}', line),
    Context: String(settings.dialContext ?? '') || 'from-internal',
    Exten: `${String(settings.dialPrefix ?? '')}${number}`,
    Priority: '1',
    // The telephone shows the client; the number stays the colleague's, as for a call that they dial by hand.
    CallerID: `"${number}" <${line}>`,
    Timeout: String(ringSeconds * 1000),
    Async: 'true',
    // FreePBX reads the first; a dialplan of one's own may read the second.
    ...(shown && { Variable: `__TRUNKCIDOVERRIDE=${shown},__LIDOSKOP_CALLERID=${shown}` }),
  }
}

function refusedBy(message: string): Placed {
  if (/permission/i.test(message)) return refused('credentials', `${message} (originate)`)
  return refused(/channel/i.test(message) ? 'line' : 'other', message)
}

/** `Reason` is the last thing the channel said: 1 and 3 rang in vain, 4 answered, 5 busy, 8 congested, 0 there is no such telephone. */
function placedBy({ Response: response, Reason: reason = '', Uniqueid: id = '' }: Packet): Placed {
  if (response === 'Success') return { kind: 'answered', callId: /^[\w.-]*\d+\.\d+$/.test(id) ? id : null }
  if (['1', '3', '5'].includes(reason)) return { kind: 'unanswered', detail: reason === '5' ? 'busy' : null }
  return refused('line', `Reason ${reason}`)
}
