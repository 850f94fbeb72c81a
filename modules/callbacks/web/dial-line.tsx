import { useTexts } from '../../../platform/web/index.ts'
import type { DialRefusal } from '../../intake/rules.ts'
import { isOpenDial } from '../rules.ts'
import type { Request } from './api.ts'
import styles from './callbacks.module.css'
import { dialTexts, dialWords, stopWords } from './dial-texts.ts'

type Dial = NonNullable<Request['dial']>

/** Where a call through the exchange stands, and why it is not called any more. Told to screen readers as it changes. */
export function DialLine({ request: { dial, dialStopped } }: { request: Request }) {
  const t = useTexts(dialTexts)
  const why = useRefusal()
  if (!dial && !dialStopped) return null
  return (
    <div
      className={styles.dial}
      role="status"
      data-state={dial?.state}
      data-open={(dial && isOpenDial(dial.state)) || undefined}
    >
      {dial ? <span>{t(dialWords[dial.state], { name: dial.employee.name, why: why(dial) })}</span> : null}
      {dialStopped ? <span className={styles.stopped}>{t(stopWords[dialStopped])}</span> : null}
    </div>
  )
}

/** Ours and the exchange's own words. */
function useRefusal() {
  const t = useTexts(dialTexts)
  const words: Record<DialRefusal | 'interrupted' | 'no_event', (dial: Dial) => string> = {
    unreachable: () => t('codeUnreachable'),
    credentials: () => t('codeCredentials'),
    not_set_up: ({ detail }) => t('codeNotSetUp', { detail: detail ?? '—' }),
    line: ({ employee }) => t('codeLine', { name: employee.name }),
    number: () => t('codeNumber'),
    caller_id: () => t('codeCallerId'),
    limit: () => t('codeLimit'),
    interrupted: () => t('codeInterrupted'),
    no_event: () => t('codeNoEvent'),
    other: ({ detail }) => (detail ? '' : t('codeOther')),
  }
  return (dial: Dial): string => {
    const said = dial.code && dial.code in words ? words[dial.code as keyof typeof words](dial) : ''
    return [said, dial.code === 'not_set_up' ? '' : dial.detail].filter(Boolean).join(' · ') || t('codeNoAnswer')
  }
}
