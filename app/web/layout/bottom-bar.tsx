import { UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import {
  defineTexts,
  GoLink,
  navGroups,
  say,
  useAddress,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { visibleScreens } from '../home.ts'
import styles from './layout.module.css'
import { navTexts } from './nav-texts.ts'
import { screenAt } from './screen-at.ts'
import { useNavHref } from './use-nav-href.ts'

const texts = defineTexts({
  more: { ru: 'Ещё', en: 'More' },
  navigation: { ru: 'Главные разделы', en: 'Main sections' },
})

/** The four questions that a role asks most, under the thumb. */
export function BottomBar({ onMenu }: { onMenu: () => void }) {
  const t = useTexts(texts)
  const group = useTexts(navTexts)
  const language = useLanguage()
  const href = useNavHref()
  const workspace = useWorkspace()
  const { pathname } = useAddress()
  const screens = visibleScreens(workspace)
  const firsts = navGroups
    .flatMap((name) => screens.find((screen) => screen.nav?.group === name) ?? [])
    .filter((screen) => screen.nav?.group !== 'settings')
    .slice(0, 4)
  const here = screenAt(screens, pathname, workspace.slug)?.nav?.group
  return (
    <nav className={styles.bottomBar} aria-label={t('navigation')}>
      {firsts.map((screen) => {
        const { icon: Icon, group: name } = screen.nav ?? {}
        return (
          <GoLink
            key={screen.path}
            href={href(screen)}
            className={styles.bottomItem}
            aria-current={here === screen.nav?.group ? 'page' : undefined}
            title={say(screen.title, language)}
          >
            {Icon ? <Icon size={20} stroke={1.5} /> : null}
            <span>{name ? group(name) : ''}</span>
          </GoLink>
        )
      })}
      <UnstyledButton
        className={styles.bottomItem}
        onClick={onMenu}
        aria-current={firsts.some((screen) => here === screen.nav?.group) ? undefined : 'true'}
      >
        <IconDots size={20} stroke={1.5} aria-hidden="true" />
        <span>{t('more')}</span>
      </UnstyledButton>
    </nav>
  )
}
