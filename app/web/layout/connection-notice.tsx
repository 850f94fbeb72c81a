import { defineTexts, useLiveState, useTexts } from '../../../platform/web/index.ts'
import styles from './layout.module.css'

const texts = defineTexts({
  lost: {
    ru: 'Связь с сервером потеряна. Показано то, что было загружено; обновится само.',
    en: 'The connection to the server is lost. What you see was loaded before; it will refresh by itself.',
  },
})

/** Says that figures on the screen may be old. */
export function ConnectionNotice() {
  const t = useTexts(texts)
  return useLiveState() === 'lost' ? (
    <div className={styles.notice} role="status">
      {t('lost')}
    </div>
  ) : null
}
