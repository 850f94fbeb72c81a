import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { Bell } from '../../../modules/notifications/web/index.ts'
import {
  defineTexts,
  GoLink,
  navGroups,
  productTexts,
  type Screen,
  say,
  useAddress,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { visibleScreens } from '../home.ts'
import type { SessionData } from '../session/session.ts'
import { Brand } from './brand.tsx'
import styles from './layout.module.css'
import { navTexts } from './nav-texts.ts'
import { screenAt } from './screen-at.ts'
import { useNavHref } from './use-nav-href.ts'
import { UserMenu } from './user-menu.tsx'
import { WorkspaceSwitcher } from './workspace-switcher.tsx'

const texts = defineTexts({
  navigation: { ru: 'Разделы', en: 'Sections' },
  search: { ru: 'Поиск и команды', en: 'Search, commands' },
  narrow: { ru: 'Свернуть меню', en: 'Collapse the menu' },
  wide: { ru: 'Развернуть меню', en: 'Expand the menu' },
})

const keyName = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘K' : 'Ctrl K'

interface NavigationProps {
  readonly session: SessionData
  readonly collapsed: boolean
  readonly onCollapse?: (collapsed: boolean) => void
  readonly onSearch: () => void
}

/** The left navigation, grouped by question. */
export function Navigation({ session, collapsed, onCollapse, onSearch }: NavigationProps) {
  const t = useTexts(texts)
  const brand = useTexts(productTexts)
  const group = useTexts(navTexts)
  const workspace = useWorkspace()
  const screens = visibleScreens(workspace)
  const here = screenAt(screens, useAddress().pathname, workspace.slug)
  const CollapseIcon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <div className={styles.side} data-collapsed={collapsed || undefined}>
      <div className={styles.sideHead}>
        <GoLink href="/" className={styles.brandLink} aria-label={brand('name')}>
          <Brand bare={collapsed} />
        </GoLink>
        {onCollapse ? (
          <div className={styles.headActions}>
            <Bell />
            <ActionIcon
              size={26}
              aria-label={collapsed ? t('wide') : t('narrow')}
              onClick={() => onCollapse(!collapsed)}
              data-action="collapse"
            >
              <CollapseIcon size={17} stroke={1.5} />
            </ActionIcon>
          </div>
        ) : null}
      </div>
      <WorkspaceSwitcher session={session} collapsed={collapsed} />
      <Tooltip label={t('search')} disabled={!collapsed} position="right">
        <UnstyledButton
          className={styles.search}
          onClick={onSearch}
          aria-label={collapsed ? t('search') : undefined}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <IconSearch size={15} stroke={1.7} aria-hidden="true" />
          {collapsed ? null : (
            <>
              <span>{t('search')}</span>
              <kbd>{keyName}</kbd>
            </>
          )}
        </UnstyledButton>
      </Tooltip>
      <nav aria-label={t('navigation')} className={styles.nav}>
        {navGroups.map((name) => {
          const mine = screens.filter((screen) => screen.nav?.group === name)
          if (mine.length === 0) return null
          return (
            <section key={name} aria-label={group(name)}>
              <h2>{collapsed ? <hr /> : group(name)}</h2>
              <ul>
                {mine.map((screen) => (
                  <NavItem key={screen.path} screen={screen} here={screen === here} collapsed={collapsed} />
                ))}
              </ul>
            </section>
          )
        })}
      </nav>
      <UserMenu session={session} collapsed={collapsed} />
    </div>
  )
}

function NavItem({ screen, here, collapsed }: { screen: Screen; here: boolean; collapsed: boolean }) {
  const language = useLanguage()
  const href = useNavHref()
  const title = say(screen.title, language)
  const { icon: Icon, badge: Badge } = screen.nav ?? {}
  return (
    <li>
      <Tooltip label={title} disabled={!collapsed} position="right">
        <GoLink
          href={href(screen)}
          className={styles.navItem}
          aria-current={here ? 'page' : undefined}
          aria-label={collapsed ? title : undefined}
        >
          {Icon ? <Icon size={17} stroke={1.5} /> : null}
          {collapsed ? null : <span className={styles.navName}>{title}</span>}
          {Badge && !collapsed ? <Badge /> : null}
        </GoLink>
      </Tooltip>
    </li>
  )
}
