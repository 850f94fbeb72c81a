import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { defineTexts, GoLink, roleTexts, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { SessionData } from '../session/session.ts'
import styles from './layout.module.css'
import { useCompanyHref } from './use-company-href.ts'

const texts = defineTexts({
  company: { ru: 'Компания: {name}', en: 'Company: {name}' },
})

const initials = (name: string) =>
  name
    .replace(/[«»"“”]/g, '')
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()

/** The company that is open; a menu where there are several. */
export function WorkspaceSwitcher({ session, collapsed }: { session: SessionData; collapsed: boolean }) {
  const t = useTexts(texts)
  const role = useTexts(roleTexts)
  const href = useCompanyHref()
  const workspace = useWorkspace()
  const face = (
    <>
      <span className={styles.mark} data-letters={initials(workspace.name)} />
      {collapsed ? null : (
        <span className={styles.company}>
          <strong title={workspace.name}>{workspace.name}</strong>
          <small>{role(workspace.role)}</small>
        </span>
      )}
    </>
  )
  if (session.workspaces.length < 2) return <div className={styles.workspace}>{face}</div>
  return (
    <Menu position="bottom-start" width={272}>
      <Menu.Target>
        <UnstyledButton
          className={styles.workspace}
          aria-label={collapsed ? t('company', { name: workspace.name }) : undefined}
        >
          {face}
          {collapsed ? null : <IconSelector size={15} stroke={1.6} aria-hidden="true" />}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={styles.companies}>
        {session.workspaces.map((other) => (
          <Menu.Item
            key={other.id}
            component={GoLink}
            href={href(other)}
            aria-current={other.id === workspace.id || undefined}
            rightSection={other.id === workspace.id ? <IconCheck size={14} aria-hidden="true" /> : null}
          >
            {other.name}
            <small className={styles.menuNote}>{role(other.role)}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
