import { Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { defineTexts, Loading, Page, useCan, useReportFilter, useTexts } from '../../../platform/web/index.ts'
import { Mine } from './settings/mine.tsx'

const Rules = lazy(() => import('./settings/rules.tsx'))
const Channels = lazy(() => import('./settings/channels.tsx'))
const Log = lazy(() => import('./settings/log.tsx'))

const texts = defineTexts({
  title: { ru: 'Уведомления', en: 'Notifications' },
  mine: { ru: 'Мои', en: 'Mine' },
  rules: { ru: 'Правила', en: 'Rules' },
  channels: { ru: 'Каналы', en: 'Channels' },
  log: { ru: 'Журнал', en: 'Log' },
  lead: {
    ru: 'Лидоскоп сам сообщает тем, кого касается: колокольчиком сразу, письмом — как выбрано здесь.',
    en: 'Lidoskop tells those whom it concerns by itself: by the bell at once, by letter as chosen here.',
  },
})

/** «Уведомления»: one's own, and for administrators those of the company. */
export default function SettingsScreen() {
  const t = useTexts(texts)
  const can = useCan()
  const filter = useReportFilter()
  const tabs = can('notifications.manage') ? (['mine', 'rules', 'channels', 'log'] as const) : (['mine'] as const)
  const tab = tabs.find((name) => name === filter.one('tab')) ?? 'mine'
  return (
    <Page title={t('title')} lead={t('lead')} wide={false}>
      {tabs.length === 1 ? (
        <Mine />
      ) : (
        <Tabs value={tab} onChange={(name) => filter.set({ tab: name && name !== 'mine' ? name : undefined })}>
          <Tabs.List mb="sm">
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(name)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Suspense fallback={<Loading rows={6} />}>
            <Tabs.Panel value="mine">
              <Mine />
            </Tabs.Panel>
            <Tabs.Panel value="rules">
              <Rules />
            </Tabs.Panel>
            <Tabs.Panel value="channels">
              <Channels />
            </Tabs.Panel>
            <Tabs.Panel value="log">
              <Log />
            </Tabs.Panel>
          </Suspense>
        </Tabs>
      )}
    </Page>
  )
}
