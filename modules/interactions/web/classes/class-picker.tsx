import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import { classGroups } from '../../rules.ts'
import type { Class } from '../api.ts'
import { useClassName } from '../parts/class-tag.tsx'
import { Key } from '../parts/key.tsx'
import { recordTexts } from '../texts.ts'
import { useClasses } from '../use-classes.ts'
import styles from './class-picker.module.css'

const texts = defineTexts({
  pick: { ru: 'Класс обращения', en: 'Class' },
  take: { ru: 'Снять класс', en: 'Take the class away' },
})

/** All classes by group, each with its key. The chosen one can be taken away. */
export function ClassPicker({ chosen, onPick }: { chosen: string | null; onPick: (classId: string | null) => void }) {
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  const { active } = useClasses()
  return (
    <fieldset className={styles.picker} aria-label={t('pick')}>
      {classGroups.map((group) => {
        const classes = active.filter((item) => item.group === group)
        if (classes.length === 0) return null
        return (
          <div key={group} className={styles.group}>
            <h4 className={styles.title}>{words(group)}</h4>
            <div className={styles.classes}>
              {classes.map((item) => (
                <ClassButton key={item.id} item={item} chosen={item.id === chosen} onPick={onPick} />
              ))}
            </div>
          </div>
        )
      })}
      {chosen ? (
        <button type="button" className={styles.take} onClick={() => onPick(null)}>
          {t('take')}
        </button>
      ) : null}
    </fieldset>
  )
}

function ClassButton({ item, chosen, onPick }: { item: Class; chosen: boolean; onPick: (classId: string) => void }) {
  const nameOf = useClassName()
  return (
    <button
      type="button"
      className={styles.class}
      data-group={item.group}
      aria-pressed={chosen}
      onClick={() => onPick(item.id)}
    >
      <span className={styles.dot} style={{ background: `var(--mantine-color-${item.color}-6)` }} />
      <span className={styles.name}>{nameOf(item)}</span>
      {item.hotkey ? <Key>{item.hotkey}</Key> : null}
    </button>
  )
}
