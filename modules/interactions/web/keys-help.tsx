import { Dialog, defineTexts, useTexts } from '../../../platform/web/index.ts'
import styles from './keys-help.module.css'
import { useClassName } from './parts/class-tag.tsx'
import { Key } from './parts/key.tsx'
import { useClasses } from './use-classes.ts'

const texts = defineTexts({
  title: { ru: 'Клавиши', en: 'Keys' },
  moving: { ru: 'Список', en: 'The list' },
  classes: { ru: 'Классы', en: 'Classes' },
  next: { ru: 'ниже', en: 'down' },
  previous: { ru: 'выше', en: 'up' },
  open: { ru: 'открыть карточку', en: 'open the card' },
  mark: { ru: 'отметить', en: 'mark' },
  search: { ru: 'поиск', en: 'search' },
  close: { ru: 'закрыть, снять отметки', en: 'close, unmark' },
  take: { ru: 'снять класс', en: 'take the class away' },
  undo: { ru: 'вернуть, как было', en: 'put back' },
  hint: {
    ru: 'Буквы работают в любой раскладке. Класс ставится выбранной строке или всем отмеченным.',
    en: 'Letters work in any keyboard layout. A class goes to the chosen row or to all marked ones.',
  },
})

/** What each key does here. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const nameOf = useClassName()
  const { active } = useClasses()
  const moves = [
    ['j', 'next'],
    ['k', 'previous'],
    ['Enter', 'open'],
    ['x', 'mark'],
    ['/', 'search'],
    ['Esc', 'close'],
    ['⌫', 'take'],
    ['Ctrl Z', 'undo'],
  ] as const
  return (
    <Dialog opened onClose={onClose} title={t('title')} size="lg">
      <div className={styles.columns}>
        <section>
          <h3>{t('moving')}</h3>
          <ul className={styles.keys}>
            {moves.map(([key, name]) => (
              <li key={key}>
                <Key>{key}</Key> {t(name)}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('classes')}</h3>
          <ul className={styles.keys}>
            {active
              .filter((item) => item.hotkey)
              .map((item) => (
                <li key={item.id}>
                  <Key>{item.hotkey ?? ''}</Key> {nameOf(item)}
                </li>
              ))}
          </ul>
        </section>
      </div>
      <p className="lk-quiet">{t('hint')}</p>
    </Dialog>
  )
}
