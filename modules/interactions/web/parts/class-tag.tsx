import { useLanguage, useTexts } from '../../../../platform/web/index.ts'
import type { Class } from '../api.ts'
import { recordTexts } from '../texts.ts'
import styles from './parts.module.css'

/** The name of a class in the language of the interface. */
export const useClassName = (): ((item: Pick<Class, 'nameRu' | 'nameEn'>) => string) => {
  const language = useLanguage()
  return (item) => (language === 'ru' ? item.nameRu : item.nameEn)
}

/** A class as a word with its colour; the group gives the tone of the word, the company's colour the dot. */
export function ClassTag({ item, missing }: { item: Class | undefined; missing?: boolean }) {
  const t = useTexts(recordTexts)
  const nameOf = useClassName()
  if (!item) return missing ? <span className={styles.noClass}>{t('none')}</span> : null
  return (
    <span className={styles.class} data-group={item.group} title={t(item.group)}>
      <span className={styles.dot} style={{ background: `var(--mantine-color-${item.color}-6)` }} />
      <span className={styles.className}>{nameOf(item)}</span>
    </span>
  )
}
