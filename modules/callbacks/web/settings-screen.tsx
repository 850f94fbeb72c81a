import { Button, NumberInput, Skeleton, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import {
  Empty,
  GoLink,
  Loaded,
  Page,
  Panel,
  problemOf,
  toast,
  toastError,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { WeekFields } from '../../chat/web/index.ts'
import { api, type Site } from './api.ts'
import styles from './callbacks.module.css'
import { texts } from './texts.ts'

const DialFields = lazy(() => import('./dial-fields.tsx'))

/** «Звонок с сайта»: how each site of the company calls back. */
export default function SettingsScreen() {
  const t = useTexts(texts)
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const query = useQuery(api.sites.list.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('settingsTitle')} lead={t('settingsLead')} wide={false}>
      <Loaded query={query} rows={6}>
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
            </Stack>
          )
        }
      </Loaded>
    </Page>
  )
}

function SiteForm({ site }: { site: Site }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [settings, setSettings] = useState(site.settings)
  const set = (part: Partial<Site['settings']>) => setSettings((before) => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () => api.sites.update.call({ workspace: slug, site: site.site, settings }),
    onSuccess: async () => {
      toast(t('saved'))
      await queries.invalidateQueries({ queryKey: api.sites.key() })
    },
    onError: toastError,
  })
  const problem = problemOf(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Panel
      title={site.name}
      actions={
        <Switch
          label={t('enabled')}
          checked={settings.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
      }
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <NumberInput
            label={t('promise')}
            min={15}
            max={3600}
            allowDecimal={false}
            value={settings.promiseSeconds}
            onChange={(value) => set({ promiseSeconds: Number(value) || 28 })}
            error={problem?.field === 'settings.promiseSeconds' ? problem.message : undefined}
          />
          <TextInput
            label={t('text')}
            placeholder={t('textUsual')}
            maxLength={300}
            value={settings.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
          <TextInput
            label={t('consent')}
            type="url"
            placeholder={`https://${site.name}/privacy`}
            value={settings.consent ?? ''}
            onChange={(event) => set({ consent: event.currentTarget.value || null })}
            error={problem?.field === 'settings.consent' ? problem.message : undefined}
          />
          <div className={styles.week}>
            <WeekFields week={settings.week} onChange={(week) => set({ week: week ? [...week] : null })} />
          </div>
          <Suspense fallback={<Skeleton height={160} />}>
            <DialFields settings={settings} onChange={set} problem={problem} />
          </Suspense>
          <div className={styles.actions}>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  )
}
