import { Menu, UnstyledButton } from '@mantine/core'
import { IconLogout, IconUser } from '@tabler/icons-react'
import { defineTexts, useGo, useScreenLink, useTexts } from '../../../platform/web/index.ts'
import { screens } from '../screens.ts'
import { signOut } from '../session/actions.ts'
import type { SessionData } from '../session/session.ts'
import styles from './layout.module.css'
import { Preferences } from './preferences.tsx'

const texts = defineTexts({
  user: { ru: 'Вы вошли как {name}', en: 'You are signed in as {name}' },
  profile: { ru: 'Мой профиль', en: 'My profile' },
  leave: { ru: 'Выйти', en: 'Sign out' },
})

/** Who is signed in; profile and leaving in its menu, language and theme beside it. */
export function UserMenu({ session, collapsed }: { session: SessionData; collapsed: boolean }) {
  const t = useTexts(texts)
  const go = useGo()
  const link = useScreenLink()
  const { person } = session
  const profile = screens.find((screen) => screen.path.endsWith('profile'))
  if (!person) return null
  return (
    <div className={styles.user}>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <UnstyledButton
            className={styles.userButton}
            aria-label={collapsed ? t('user', { name: person.name }) : undefined}
          >
            <span className={styles.avatar} data-letters={person.name.slice(0, 1)} />
            {collapsed ? null : <span className={styles.userName}>{person.name}</span>}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{person.email}</Menu.Label>
          {profile ? (
            <Menu.Item leftSection={<IconUser size={15} stroke={1.6} />} onClick={() => go(link(profile.path))}>
              {t('profile')}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconLogout size={15} stroke={1.6} />} onClick={() => void signOut()}>
            {t('leave')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Preferences signedIn />
    </div>
  )
}
