import { Button, Group, Select, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  defineTexts,
  Loaded,
  Panel,
  toast,
  toastError,
  useLanguage,
  useTexts,
  useWorkspace,
  Verdict,
} from '../../../../platform/web/index.ts'
import { zoneGroups } from '../../../workspaces/web/index.ts'
import type { Pace } from '../../rules.ts'
import { api, type Preferences } from '../api.ts'
import styles from '../notifications.module.css'
import { QuietFields } from './quiet-fields.tsx'
import { usePaces } from './use-paces.ts'
import { paceTexts, triedTexts } from './words.ts'

const texts = defineTexts({
  letters: { ru: 'Письма', en: 'Letters' },
  mail: { ru: 'Присылать письма на {email}', en: 'Send letters to {email}' },
  noMail: {
    ru: 'На этом сервере не настроена почта: письма не уходят, работает колокольчик. Администратор сервера задаёт LIDOSKOP_SMTP_URL.',
    en: 'This server has no mail server: no letters leave, the bell works. The server’s administrator sets LIDOSKOP_SMTP_URL.',
  },
  kinds: { ru: 'О чём и как быстро', en: 'Of what, and how soon' },
  usualAs: { ru: 'Обычно: {pace}', en: 'Usually: {pace}' },
  clock: { ru: 'Тихие часы и часовой пояс', en: 'Quiet hours and time zone' },
  zone: { ru: 'Часовой пояс', en: 'Time zone' },
  zoneUsual: { ru: 'Как у компании: {zone}', en: 'The company’s: {zone}' },
  russia: { ru: 'Россия', en: 'Russia' },
  elsewhere: { ru: 'Другие', en: 'Elsewhere' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  test: { ru: 'Прислать пробное письмо', en: 'Send a test letter' },
  noKinds: { ru: 'Вам пока не о чем сообщать', en: 'There is nothing to tell you of yet' },
})

/** What somebody wants to be told by letter, how soon and when not. */
export function Mine() {
  const { slug } = useWorkspace()
  const query = useQuery(api.preferences.read.queryOptions({ input: { workspace: slug } }))
  return (
    <Loaded query={query} rows={8}>
      {(preferences) => (
        <MineForm
          key={JSON.stringify([preferences.paces, preferences.quiet, preferences.mail, preferences.timezone])}
          preferences={preferences}
        />
      )}
    </Loaded>
  )
}

function MineForm({ preferences }: { preferences: Preferences }) {
  const t = useTexts(texts)
  const tried = useTexts(triedTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [mail, setMail] = useState(preferences.mail)
  const [paces, setPaces] = useState(preferences.paces)
  const [quiet, setQuiet] = useState(preferences.quiet)
  const [timezone, setTimezone] = useState(preferences.timezone)
  const save = useMutation({
    mutationFn: () => api.preferences.write.call({ workspace: slug, mail, paces, quiet, timezone }),
    onSuccess: async () => {
      toast(t('saved'))
      await queries.invalidateQueries({ queryKey: api.preferences.key() })
    },
    onError: toastError,
  })
  const test = useMutation({
    mutationFn: () => api.preferences.test.call({ workspace: slug }),
    onSuccess: ({ sent, answer }) => {
      const said = { answer: answer ?? tried('silent') }
      if (sent) toast(tried('sent', said))
      else toastError(new Error(tried('refused', said)))
    },
    onError: toastError,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const { email, companyTimezone, mailWorks, kinds } = preferences
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Panel
          title={t('letters')}
          actions={
            mailWorks && email ? (
              <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
                {t('test')}
              </Button>
            ) : null
          }
        >
          {mailWorks ? (
            <Switch
              label={t('mail', { email: email ?? '' })}
              checked={mail}
              onChange={(event) => setMail(event.currentTarget.checked)}
            />
          ) : (
            <Verdict tone="look">{t('noMail')}</Verdict>
          )}
        </Panel>
        <Panel title={t('kinds')}>
          {kinds.length === 0 ? <Text size="sm">{t('noKinds')}</Text> : null}
          <Kinds kinds={kinds} paces={paces} disabled={!mail} onChange={setPaces} />
        </Panel>
        <Panel title={t('clock')}>
          <Stack gap="sm" maw={420}>
            <QuietFields quiet={quiet} onChange={setQuiet} />
            <Select
              label={t('zone')}
              placeholder={t('zoneUsual', { zone: companyTimezone })}
              clearable
              searchable
              value={timezone}
              onChange={setTimezone}
              data={zoneGroups(timezone ?? companyTimezone, t('russia'), t('elsewhere'))}
            />
          </Stack>
        </Panel>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** How soon each kind of notice comes by letter. */
function Kinds({
  kinds,
  paces,
  disabled,
  onChange,
}: {
  kinds: Preferences['kinds']
  paces: Preferences['paces']
  disabled: boolean
  onChange: (paces: Preferences['paces']) => void
}) {
  const t = useTexts(texts)
  const pace = useTexts(paceTexts)
  const language = useLanguage()
  const options = usePaces()
  const choose = (type: string, chosen: string | null) => {
    const { [type]: _, ...others } = paces
    onChange(chosen === null || chosen === '' ? others : { ...others, [type]: chosen as Pace })
  }
  return (
    <div className={styles.paces}>
      {kinds.map(({ type, name, mail }) => (
        <div key={type}>
          <Text size="sm" id={`kind-${type}`}>
            {name[language]}
          </Text>
          <Select
            aria-labelledby={`kind-${type}`}
            disabled={disabled}
            allowDeselect={false}
            value={paces[type] ?? ''}
            onChange={(chosen) => choose(type, chosen)}
            data={[{ value: '', label: t('usualAs', { pace: pace(mail).toLocaleLowerCase(language) }) }, ...options]}
          />
        </div>
      ))}
    </div>
  )
}
