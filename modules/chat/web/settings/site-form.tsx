import { Button, Checkbox, ColorInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  CopyField,
  Panel,
  problemOf,
  toast,
  toastError,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Site } from '../api.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'
import { WeekFields } from './week.tsx'

type Settings = Site['settings']
const reasons = ['origin', 'flood', 'blocked', 'frame', 'token', 'file', 'crowd'] as const

/** How one site chats, what goes into its page, and what was refused there. */
export function SiteForm({ site }: { site: Site }) {
  const t = useTexts(settingsTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [settings, setSettings] = useState<Settings>(site.settings)
  const set = (part: Partial<Settings>) => setSettings((before) => ({ ...before, ...part }))
  const { data } = useQuery(api.state.queryOptions({ input: { workspace: slug } }))
  const save = useMutation({
    mutationFn: () => api.sites.update.call({ workspace: slug, site: site.site, settings }),
    onSuccess: async () => {
      toast(t('saved'))
      await queries.invalidateQueries({ queryKey: api.sites.key() })
    },
    onError: toastError,
  })
  const problem = problemOf(save.error)
  const errorOf = (field: string) => (problem?.field === `settings.${field}` ? problem.message : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const refused = reasons.flatMap((reason) => {
    const count = site.refused[reason] ?? 0
    return count > 0 ? [t(reason, { count })] : []
  })
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
        <div className={styles.grid}>
          <TextInput
            label={t('name')}
            placeholder={site.name}
            maxLength={80}
            value={settings.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Select
            label={t('department')}
            allowDeselect={false}
            value={settings.departmentId ?? ''}
            onChange={(value) => set({ departmentId: value || null })}
            data={[
              { value: '', label: t('everybody') },
              ...(data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Textarea
            label={t('greeting')}
            placeholder={t('greetingUsual')}
            autosize
            minRows={2}
            maxLength={500}
            value={settings.greeting}
            onChange={(event) => set({ greeting: event.currentTarget.value })}
          />
          <Textarea
            label={t('offlineText')}
            placeholder={t('offlineUsual')}
            autosize
            minRows={2}
            maxLength={500}
            value={settings.offlineText}
            onChange={(event) => set({ offlineText: event.currentTarget.value })}
          />
          <Select
            label={t('contact')}
            allowDeselect={false}
            value={settings.contact}
            onChange={(value) => set({ contact: (value ?? 'offline') as Settings['contact'] })}
            data={(['offline', 'first', 'never'] as const).map((value) => ({ value, label: t(value) }))}
          />
          <TextInput
            label={t('consent')}
            type="url"
            placeholder={`https://${site.name}/privacy`}
            value={settings.consent ?? ''}
            onChange={(event) => set({ consent: event.currentTarget.value || null })}
            error={errorOf('consent')}
          />
          <div className={styles.look}>
            <ColorInput
              label={t('accent')}
              format="hex"
              withEyeDropper={false}
              value={settings.accent}
              onChange={(accent) => set({ accent })}
              error={errorOf('accent')}
            />
            <Select
              label={t('side')}
              allowDeselect={false}
              value={settings.side}
              onChange={(value) => set({ side: value === 'left' ? 'left' : 'right' })}
              data={(['right', 'left'] as const).map((value) => ({ value, label: t(value) }))}
            />
            <Select
              label={t('scheme')}
              allowDeselect={false}
              value={settings.scheme}
              onChange={(value) => set({ scheme: (value ?? 'light') as Settings['scheme'] })}
              data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(value) }))}
            />
          </div>
          <WeekFields week={settings.week} onChange={(week) => set({ week: week ? [...week] : null })} />
          <div className={`${styles.switches} ${styles.wide}`}>
            <Checkbox
              label={t('files')}
              checked={settings.files}
              onChange={(event) => set({ files: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('rating')}
              checked={settings.rating}
              onChange={(event) => set({ rating: event.currentTarget.checked })}
            />
          </div>
          <div className={styles.wide}>
            <CopyField
              label={t('install')}
              hint={t('installHint')}
              value={`<script src="${location.origin}/site/widget.js" data-key="${site.key}" async></script>`}
            />
          </div>
        </div>
        <div className={styles.foot}>
          <span className="lk-quiet">{refused.length > 0 ? `${t('refused')}: ${refused.join(', ')}` : ''}</span>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
