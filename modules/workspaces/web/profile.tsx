import { Button, Group, SegmentedControl, Stack, Text, TextInput, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  defineTexts,
  Loaded,
  Page,
  Panel,
  roleTexts,
  setLanguage,
  toast,
  toastError,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import type { Session } from '../contract.ts'
import { api } from './api.ts'
import { PasswordPanel } from './profile/password.tsx'
import { SessionsPanel } from './profile/sessions.tsx'

const texts = defineTexts({
  title: { ru: 'Профиль', en: 'Profile' },
  me: { ru: 'Вы', en: 'You' },
  role: { ru: '{role} в компании «{company}»', en: '{role} at {company}' },
  name: { ru: 'Имя', en: 'Name' },
  email: { ru: 'Почта для входа', en: 'E-mail to sign in with' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  look: { ru: 'Вид', en: 'Appearance' },
  language: { ru: 'Язык', en: 'Language' },
  theme: { ru: 'Тема', en: 'Theme' },
  light: { ru: 'Светлая', en: 'Light' },
  dark: { ru: 'Тёмная', en: 'Dark' },
  auto: { ru: 'Как в системе', en: 'As the system' },
})

export default function ProfileScreen() {
  const t = useTexts(texts)
  const roleName = useTexts(roleTexts)
  const { role, name: company } = useWorkspace()
  const query = useQuery(api.session.read.queryOptions())
  return (
    <Page title={t('title')} lead={t('role', { role: roleName(role), company })} wide={false}>
      <Loaded query={query} rows={6}>
        {({ person }) => (person ? <NamePanel key={person.name} person={person} /> : null)}
      </Loaded>
      <Appearance />
      <PasswordPanel />
      <SessionsPanel />
    </Page>
  )
}

function NamePanel({ person }: { person: NonNullable<Session['person']> }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [name, setName] = useState(person.name)
  const save = useMutation({
    mutationFn: () => api.session.update.call({ name: name.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.session.key() })
      toast(t('saved'))
    },
    onError: toastError,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Panel title={t('me')}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={360}>
          <TextInput label={t('name')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('email')} value={person.email} readOnly />
          <Group>
            <Button type="submit" disabled={!name.trim() || name.trim() === person.name} loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

function Appearance() {
  const t = useTexts(texts)
  const language = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const speak = (chosen: 'ru' | 'en') => {
    setLanguage(chosen)
    api.session.update.call({ language: chosen }).catch(toastError)
  }
  return (
    <Panel title={t('look')}>
      <Group gap="xl" style={{ rowGap: 12 }}>
        <Stack gap={4} component="fieldset" bd={0} p={0} m={0}>
          <Text component="legend" size="xs" fw={600} p={0}>
            {t('language')}
          </Text>
          <SegmentedControl
            aria-label={t('language')}
            value={language}
            onChange={speak}
            data={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Stack>
        <Stack gap={4} component="fieldset" bd={0} p={0} m={0}>
          <Text component="legend" size="xs" fw={600} p={0}>
            {t('theme')}
          </Text>
          <SegmentedControl
            aria-label={t('theme')}
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
              { value: 'auto', label: t('auto') },
            ]}
          />
        </Stack>
      </Group>
    </Panel>
  )
}
