/**
 * A mailbox over IMAP. Its listener and the reading of letters live in `modules/messaging`, which takes what is handed
 * here: one event is one letter as it lies on the server (RFC 5322), with the folder and the moment of its arrival beside it.
 */
import { type Adapter, heardOnly } from './adapter.ts'

export const imap: Adapter = {
  provider: 'imap',
  group: 'mail',
  ...heardOnly,
  secrets: [{ name: 'password', made: false }],
  fields: [
    { name: 'address', kind: 'text', required: true, max: 200 },
    { name: 'host', kind: 'text', required: true, max: 200 },
    { name: 'port', kind: 'number', min: 1, max: 65_535, default: 993 },
    { name: 'security', kind: 'choice', choices: ['tls', 'starttls', 'none'], default: 'tls' },
    { name: 'user', kind: 'text', max: 200 },
    { name: 'smtpHost', kind: 'text', max: 200 },
    { name: 'smtpPort', kind: 'number', min: 1, max: 65_535, default: 465 },
    { name: 'smtpSecurity', kind: 'choice', choices: ['tls', 'starttls', 'none'], default: 'tls' },
    { name: 'senderName', kind: 'text', max: 100 },
    { name: 'folders', kind: 'text', max: 500 },
    { name: 'readBackDays', kind: 'number', min: 0, max: 365, default: 7 },
    { name: 'reopenDays', kind: 'number', min: 1, max: 365, default: 30 },
    { name: 'ours', kind: 'text', max: 500 },
    { name: 'always', kind: 'text', max: 500 },
    { name: 'source', kind: 'text', max: 100 },
    { name: 'responsible', kind: 'text', max: 200 },
  ],
  map: ({ topic }) =>
    topic === 'letter' ? { kind: 'handed' } : { kind: 'failed', reason: { code: 'unknown_event', detail: topic } },
}
