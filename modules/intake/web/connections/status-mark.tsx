import { defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import styles from './connections.module.css'
import type { Status } from './status.ts'

const texts = defineTexts({
  working: { ru: 'работает', en: 'working' },
  waiting: { ru: 'ждёт первого события', en: 'waiting for the first event' },
  connecting: { ru: 'соединяется', en: 'connecting' },
  paused: { ru: 'выключено', en: 'switched off' },
  failing: { ru: 'не работает с {when}', en: 'failing since {when}' },
  half: {
    ru: 'события приходят, наши запросы не проходят с {when}',
    en: 'events come, our own requests fail since {when}',
  },
  refusing: { ru: 'запросы отклоняются', en: 'requests are turned away' },
})

const tones = {
  working: 'fine',
  waiting: 'plain',
  connecting: 'plain',
  paused: 'off',
  failing: 'act',
  half: 'plain',
  refusing: 'act',
} as const

/** A dot and a word: how the connection fares. */
export function StatusMark({ status }: { status: Status }) {
  const t = useTexts(texts)
  const format = useFormat()
  return (
    <span className={styles.status} data-tone={tones[status.kind]}>
      {status.kind === 'failing' || status.kind === 'half'
        ? t(status.kind, { when: format.dateTime(status.since) })
        : t(status.kind)}
    </span>
  )
}
