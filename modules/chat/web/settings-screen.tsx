import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Empty, GoLink, Loaded, Page, useScreenLink, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { KeepingPanel } from './settings/keeping.tsx'
import { SiteForm } from './settings/site-form.tsx'
import { settingsTexts } from './settings/texts.ts'

/** «Чат на сайте»: how each site of the company chats. */
export default function SettingsScreen() {
  const t = useTexts(settingsTexts)
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const query = useQuery(api.sites.list.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('title')} lead={t('lead')} wide={false}>
      <Loaded query={query} rows={8}>
        {(sites) =>
          sites.length === 0 ? (
            <Empty title={t('noSites')} action={<GoLink href={link('settings/sites')}>{t('toSites')}</GoLink>}>
              {t('noSitesText')}
            </Empty>
          ) : (
            <Stack gap="md">
              {sites.map((site) => (
                <SiteForm key={site.site} site={site} />
              ))}
              <KeepingPanel />
            </Stack>
          )
        }
      </Loaded>
    </Page>
  )
}
