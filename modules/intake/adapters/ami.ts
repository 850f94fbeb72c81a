/**
 * A local Asterisk or FreePBX, heard over its manager interface (modules/intake/ami). One kept event is everything that
 * was said of one call so far: an answer is understood only with the ring before it, and each such event can be mapped by
 * itself, in any order and again in a year. `cdr` is one call detail record.
 */

import { mapCdr } from '../ami/cdr.ts'
import { observeCall } from '../ami/observe.ts'
import { readTold } from '../ami/told.ts'
import { type Adapter, heardOnly, type Settings } from './adapter.ts'
import { parseJson, textOf } from './body.ts'
import { tellCall } from './tell-call.ts'
import { zoneOf } from './when.ts'

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)

const recordingSettings = (settings: Settings) => ({
  recordings: text(settings.recordings),
  timezone: zoneOf(settings),
})

export const ami: Adapter = {
  provider: 'ami',
  group: 'telephony',
  ...heardOnly,
  secrets: [{ name: 'password', made: false }],
  fields: [
    { name: 'host', kind: 'text', required: true, max: 200 },
    { name: 'port', kind: 'number', min: 1, max: 65_535, default: 5_038 },
    { name: 'security', kind: 'choice', choices: ['none', 'tls', 'tls_any'], default: 'none' },
    { name: 'fingerprint', kind: 'text', max: 120 },
    { name: 'user', kind: 'text', required: true, max: 100 },
    { name: 'cdrFile', kind: 'text', max: 300 },
    { name: 'timezone', kind: 'zone' },
    { name: 'recordings', kind: 'text', max: 300 },
    { name: 'trunks', kind: 'text', max: 500 },
    { name: 'dialChannel', kind: 'text', max: 200, default: 'PJSIP/{line}' },
    { name: 'dialContext', kind: 'text', max: 100, default: 'from-internal' },
    { name: 'dialPrefix', kind: 'text', max: 10 },
  ],
  map(event, settings) {
    const body = textOf(event.body)
    if (event.topic === 'cdr') return mapCdr(body, { ...settings, cdr: recordingSettings(settings) })
    if (event.topic !== 'call') return { kind: 'failed', reason: { code: 'unknown_event', detail: event.topic } }
    const told = readTold(parseJson(body))
    if (!told) return { kind: 'failed', reason: { code: 'malformed_json' } }
    const trunks = new Set(text(settings.trunks)?.split(/[\s,;]+/) ?? [])
    const facts = observeCall(told, { ...recordingSettings(settings), trunks })
    return facts ? tellCall('ami', told.call, facts) : { kind: 'ignored', reason: { code: 'no_matter' } }
  },
}
