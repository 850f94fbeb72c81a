import { Button, NumberInput, Stack, Switch, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  defineTexts,
  Loaded,
  Page,
  Panel,
  toast,
  toastError,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import styles from './recordings.module.css'

const texts = defineTexts({
  title: { ru: 'Записи разговоров', en: 'Recordings' },
  about: {
    ru: 'Записи забираются у операторов и с вашей АТС, хранятся здесь и слушаются в карточке. Кто слушал, видно под записью.',
    en: 'Recordings are fetched from providers and your exchange, kept here and played on the card. Below each stands who listened.',
  },
  keep: { ru: 'Хранить, дней', en: 'Keep for days' },
  keepHint: {
    ru: 'Потом запись удаляется навсегда, и это видно в журнале.',
    en: 'After that it is deleted for good, which the log shows.',
  },
  hosts: { ru: 'Откуда ещё можно забирать', en: 'Where else they may come from' },
  hostsHint: {
    ru: 'По одному адресу в строке: pbx.company.ru. Адреса подключаемых операторов уже разрешены.',
    en: 'One host a line: pbx.company.ru. Those of the providers are allowed anyhow.',
  },
  listeners: { ru: 'Кто ещё слушает', en: 'Who else listens' },
  listenersAbout: {
    ru: 'Имена и телефоны от них скрыты, но в разговоре их слышно. Продажи, директор и администратор слушают всегда.',
    en: 'Names and numbers are hidden from them, yet a talk can name them. Sales, directors and administrators always listen.',
  },
  marketing: { ru: 'Маркетинг слушает записи', en: 'Marketing listens to recordings' },
  agencies: { ru: 'Агентства слушают записи', en: 'Agencies listen to recordings' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
})

interface Settings {
  readonly keepDays: number
  readonly hosts: readonly string[]
  readonly marketingListens: boolean
  readonly agenciesListen: boolean
}

/** How long recordings are kept, where they may come from and who listens. */
export default function RecordingSettings() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.settings.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('title')} lead={t('about')} wide={false}>
      <Loaded query={query}>{(settings) => <Form settings={settings} />}</Loaded>
    </Page>
  )
}

function Form({ settings }: { settings: Settings }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [keepDays, setKeepDays] = useState<number | string>(settings.keepDays)
  const [hosts, setHosts] = useState(settings.hosts.join('\n'))
  const [marketingListens, setMarketing] = useState(settings.marketingListens)
  const [agenciesListen, setAgencies] = useState(settings.agenciesListen)
  const save = useMutation(
    api.saveSettings.mutationOptions({
      onSuccess: async () => {
        toast(t('saved'))
        await client.invalidateQueries({ queryKey: api.key() })
      },
      onError: toastError,
    }),
  )
  return (
    <Panel>
      <Stack gap="md" maw={420}>
        <NumberInput
          label={t('keep')}
          description={t('keepHint')}
          min={7}
          max={3_650}
          value={keepDays}
          onChange={setKeepDays}
        />
        <Textarea
          label={t('hosts')}
          description={t('hostsHint')}
          autosize
          minRows={3}
          placeholder="pbx.company.ru"
          value={hosts}
          onChange={(event) => setHosts(event.currentTarget.value)}
        />
        <Stack gap="xs" component="fieldset" className={styles.listeners}>
          <legend>{t('listeners')}</legend>
          <p className="lk-quiet">{t('listenersAbout')}</p>
          <Switch
            label={t('marketing')}
            checked={marketingListens}
            onChange={(event) => setMarketing(event.currentTarget.checked)}
          />
          <Switch
            label={t('agencies')}
            checked={agenciesListen}
            onChange={(event) => setAgencies(event.currentTarget.checked)}
          />
        </Stack>
        <Button
          loading={save.isPending}
          style={{ alignSelf: 'start' }}
          onClick={() =>
            save.mutate({
              ...{ workspace: slug, keepDays: Number(keepDays), marketingListens, agenciesListen },
              hosts: hosts.split(/[\s,;]+/).filter(Boolean),
            })
          }
        >
          {t('save')}
        </Button>
      </Stack>
    </Panel>
  )
}
