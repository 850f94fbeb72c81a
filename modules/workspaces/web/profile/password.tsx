import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { defineTexts, Panel, toast, toastError, useTexts } from '../../../../platform/web/index.ts'
import { AccountRefused, changePassword } from './accounts.ts'

const texts = defineTexts({
  title: { ru: 'Пароль', en: 'Password' },
  current: { ru: 'Нынешний пароль', en: 'Current password' },
  next: { ru: 'Новый пароль', en: 'New password' },
  rule: {
    ru: 'Не короче 8 знаков; длинная фраза лучше сложного слова',
    en: 'At least 8 characters; a long phrase beats a complicated word',
  },
  change: { ru: 'Сменить пароль', en: 'Change the password' },
  changed: { ru: 'Пароль сменён, остальные сеансы закрыты', en: 'The password is changed, other sessions are closed' },
  wrong: { ru: 'Нынешний пароль не подошёл', en: 'The current password is not right' },
  short: { ru: 'Короче 8 знаков', en: 'Shorter than 8 characters' },
})

export function PasswordPanel() {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: async () => {
      setCurrent('')
      setNext('')
      toast(t('changed'))
      await queries.invalidateQueries({ queryKey: ['account sessions'] })
    },
    onError: (error) => {
      if (!(error instanceof AccountRefused)) toastError(error)
    },
  })
  const refusal = change.error instanceof AccountRefused ? change.error.code : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Panel title={t('title')}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={360}>
          <PasswordInput
            size="xs"
            label={t('current')}
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={refusal !== null && refusal !== 'PASSWORD_TOO_SHORT' ? t('wrong') : undefined}
          />
          <PasswordInput
            size="xs"
            label={t('next')}
            description={t('rule')}
            autoComplete="new-password"
            required
            minLength={8}
            maxLength={128}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={refusal === 'PASSWORD_TOO_SHORT' ? t('short') : undefined}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!current || next.length < 8}>
              {t('change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
