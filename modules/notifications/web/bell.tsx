import { ActionIcon, Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { defineTexts, Loading, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'
import styles from './notifications.module.css'

const BellList = lazy(() => import('./bell-list.tsx'))

const texts = defineTexts({
  bell: { ru: 'Уведомления', en: 'Notifications' },
  unread: {
    ru: {
      one: '{count} непрочитанное уведомление',
      few: '{count} непрочитанных уведомления',
      many: '{count} непрочитанных уведомлений',
    },
    en: { one: '{count} unread notification', other: '{count} unread notifications' },
  },
})

/** What somebody was told of, with how much of it is unread; live. */
export function Bell({ size = 26 }: { size?: number }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const [open, setOpen] = useState(false)
  const { data } = useQuery(api.bell.unread.queryOptions({ input: { workspace: slug }, staleTime: 30_000 }))
  const unread = data?.unread ?? 0
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width="min(400px, calc(100vw - 24px))" trapFocus>
      <Popover.Target>
        <ActionIcon
          size={size}
          className={styles.bell}
          aria-label={unread > 0 ? t('unread', { count: unread }) : t('bell')}
          title={t('bell')}
          onClick={() => setOpen((was) => !was)}
          data-action="bell"
        >
          <IconBell size={size > 30 ? 20 : 17} stroke={1.5} />
          {unread > 0 ? (
            <span className={styles.unread} aria-hidden="true">
              {unread > 99 ? '99+' : format.number(unread)}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Suspense fallback={<Loading rows={4} />}>
          <BellList onGo={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
