import { Button, NumberInput, Stack, Textarea } from '@mantine/core'
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
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
})

interface Settings {
  readonly keepDays: number
  readonly hosts: readonly string[]
}

/** How long recordings are kept and where they may come from. */
export default function RecordingSettings() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.settings.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('title')} lead={t('about')}>
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
        <Button
          loading={save.isPending}
          style={{ alignSelf: 'start' }}
          onClick={() =>
            save.mutate({ workspace: slug, keepDays: Number(keepDays), hosts: hosts.split(/[\s,;]+/).filter(Boolean) })
          }
        >
          {t('save')}
        </Button>
      </Stack>
    </Panel>
  )
}
