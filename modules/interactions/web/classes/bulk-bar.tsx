import { Button, Popover } from '@mantine/core'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import styles from './bulk-bar.module.css'
import { ClassPicker } from './class-picker.tsx'

const texts = defineTexts({
  chosen: {
    ru: { one: 'Отмечено {count}', few: 'Отмечено {count}', many: 'Отмечено {count}' },
    en: { one: '{count} marked', other: '{count} marked' },
  },
  class: { ru: 'Поставить класс', en: 'Give a class' },
  clear: { ru: 'Снять отметки', en: 'Unmark' },
})

/** What can be done with the marked rows. */
export function BulkBar({
  rows,
  onPick,
  onClear,
}: {
  rows: readonly Item[]
  onPick: (classId: string | null) => void
  onClear: () => void
}) {
  const t = useTexts(texts)
  return (
    <div className={styles.bar}>
      <strong>{t('chosen', { count: rows.length })}</strong>
      <Popover position="top" trapFocus>
        <Popover.Target>
          <Button>{t('class')}</Button>
        </Popover.Target>
        <Popover.Dropdown maw={420}>
          <ClassPicker
            chosen={null}
            onPick={(id) => {
              onPick(id)
              onClear()
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <Button variant="subtle" color="gray" onClick={onClear}>
        {t('clear')}
      </Button>
    </div>
  )
}
