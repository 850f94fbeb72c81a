import { ActionIcon } from '@mantine/core'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { Bell } from '../../../modules/notifications/web/index.ts'
import { defineTexts, GoLink, productTexts, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { Brand } from './brand.tsx'
import styles from './layout.module.css'

const texts = defineTexts({
  menu: { ru: 'Меню', en: 'Menu' },
  search: { ru: 'Поиск и команды', en: 'Search, commands' },
})

/** The top of a phone's screen. */
export function TopBar({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }) {
  const t = useTexts(texts)
  const brand = useTexts(productTexts)
  const { name } = useWorkspace()
  return (
    <header className={styles.topBar}>
      <ActionIcon size={36} aria-label={t('menu')} onClick={onMenu}>
        <IconMenu2 size={20} stroke={1.6} />
      </ActionIcon>
      <GoLink href="/" className={styles.brandLink} aria-label={brand('name')}>
        <Brand bare />
      </GoLink>
      <span className={styles.topName}>{name}</span>
      <Bell size={36} />
      <ActionIcon size={36} aria-label={t('search')} onClick={onSearch}>
        <IconSearch size={19} stroke={1.6} />
      </ActionIcon>
    </header>
  )
}
