import type { SecretValues, Settings } from '../adapters/adapter.ts'
import type { AmiPlace } from './client.ts'

/** Where and as whom a connection's exchange is spoken to. `events`: classes of manager.conf that are to be heard. */
export function placeOf(
  { host, port, security, fingerprint, user }: Settings,
  secrets: SecretValues,
  events: string,
): AmiPlace {
  return {
    host: String(host ?? ''),
    port: typeof port === 'number' ? port : 5_038,
    security: security === 'tls' || security === 'tls_any' ? security : 'none',
    fingerprint: typeof fingerprint === 'string' && fingerprint.trim() !== '' ? fingerprint : null,
    user: String(user ?? ''),
    secret: secrets.password ?? '',
    events,
  }
}
