import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { defineTexts, problemOf, useGo, useParams, useTexts, Waiting } from '../../../platform/web/index.ts'
import { signIn } from '../session/actions.ts'
import { workspacesApi } from '../session/session.ts'
import { Doorway, Refusal } from './doorway.tsx'
import { Message } from './messages.tsx'
import styles from './pages.module.css'

const texts = defineTexts({
  title: { ru: 'Новый пароль', en: 'New password' },
  whose: { ru: '{name}, вход под почтой {email}.', en: '{name}, signing in as {email}.' },
  password: { ru: 'Придумайте пароль', en: 'Choose a password' },
  hint: {
    ru: 'Не короче восьми знаков. На всех устройствах нужно будет войти заново.',
    en: 'At least eight characters. Every device will have to sign in again.',
  },
  save: { ru: 'Сохранить и войти', en: 'Save and sign in' },
  gone: { ru: 'Ссылка больше не действует', en: 'The link is no longer valid' },
  goneText: {
    ru: 'Она использована или истекла. Попросите администратора прислать новую.',
    en: 'It was used or has expired. Ask the administrator for a new one.',
  },
})

/** Where the link for a forgotten password leads: a new one is chosen, and its owner is signed in with it. */
export default function NewPasswordPage() {
  const t = useTexts(texts)
  const { token = '' } = useParams()
  const link = useQuery({ ...workspacesApi.passwords.peek.queryOptions({ input: { token } }), retry: false })
  if (link.isError) return <Message title={t('gone')}>{problemOf(link.error)?.message || t('goneText')}</Message>
  if (!link.data) return <Waiting />
  return (
    <Doorway title={t('title')} lead={t('whose', link.data)}>
      <PasswordForm token={token} email={link.data.email} />
    </Doorway>
  )
}

function PasswordForm({ token, email }: { token: string; email: string }) {
  const t = useTexts(texts)
  const go = useGo()
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: async () => {
      await workspacesApi.passwords.change.call({ token, password })
      await signIn(email, password)
    },
    onSuccess: () => go('/'),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.form}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordInput
        label={t('password')}
        description={t('hint')}
        autoComplete="new-password"
        minLength={8}
        maxLength={128}
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoFocus
      />
      {change.isError ? <Refusal>{problemOf(change.error)?.message || t('goneText')}</Refusal> : null}
      <Button type="submit" size="sm" fullWidth loading={change.isPending}>
        {t('save')}
      </Button>
    </form>
  )
}
