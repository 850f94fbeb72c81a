import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  defineTexts,
  language,
  problemOf,
  roleTexts,
  useGo,
  useParams,
  useTexts,
  Waiting,
} from '../../../platform/web/index.ts'
import { queries } from '../queries.ts'
import { signIn } from '../session/actions.ts'
import { useSession, workspacesApi } from '../session/session.ts'
import { Doorway, Refusal } from './doorway.tsx'
import { HomeButton, Message, StartingPage } from './messages.tsx'
import styles from './pages.module.css'

const texts = defineTexts({
  title: { ru: 'Приглашение в «{company}»', en: 'Invitation to {company}' },
  role: { ru: 'Ваша роль: {role}. Почта: {email}.', en: 'Your role: {role}. E-mail: {email}.' },
  name: { ru: 'Как вас зовут', en: 'Your name' },
  newPassword: { ru: 'Придумайте пароль', en: 'Choose a password' },
  passwordHint: { ru: 'Не короче восьми знаков', en: 'At least eight characters' },
  password: { ru: 'Ваш пароль', en: 'Your password' },
  hasAccount: {
    ru: 'У вас уже есть учётная запись: войдите, и приглашение будет принято.',
    en: 'You already have an account: sign in, and the invitation is accepted.',
  },
  otherPerson: {
    ru: 'Сейчас в этом браузере вошёл другой человек ({email}). Приглашение будет принято под почтой из приглашения.',
    en: 'Somebody else ({email}) is signed in in this browser. The invitation is accepted under its own e-mail.',
  },
  accept: { ru: 'Принять приглашение', en: 'Accept the invitation' },
  gone: { ru: 'Приглашение больше не действует', en: 'The invitation is no longer valid' },
  goneText: {
    ru: 'Оно принято, отозвано или истекло. Попросите администратора прислать новое.',
    en: 'It was accepted, withdrawn or has expired. Ask the administrator for a new one.',
  },
})

export default function InvitePage() {
  const t = useTexts(texts)
  const role = useTexts(roleTexts)
  const { token = '' } = useParams()
  const invitation = useQuery({
    ...workspacesApi.invitations.peek.queryOptions({ input: { token } }),
    // A server that does not answer is asked until it does; what it answers is final.
    retry: (_failures, error) => problemOf(error) === null,
    retryDelay: 2000,
  })
  if (!invitation.data && invitation.failureCount > 1) return <StartingPage />
  if (invitation.isError)
    return (
      <Message title={t('gone')} action={<HomeButton />}>
        {t('goneText')}
      </Message>
    )
  if (!invitation.data) return <Waiting />
  const { company, email, hasAccount } = invitation.data
  return (
    <Doorway title={t('title', { company })} lead={t('role', { role: role(invitation.data.role), email })}>
      <AcceptForm token={token} email={email} name={invitation.data.name} hasAccount={hasAccount} />
    </Doorway>
  )
}

interface AcceptProps {
  readonly token: string
  readonly email: string
  readonly name: string
  readonly hasAccount: boolean
}

/** A new person chooses a password; one who has an account proves it by signing in, unless they are signed in already. */
function AcceptForm({ token, email, hasAccount, ...invited }: AcceptProps) {
  const t = useTexts(texts)
  const go = useGo()
  const { data: session } = useSession()
  const signedIn = session?.person?.email === email
  const [name, setName] = useState(invited.name)
  const [password, setPassword] = useState('')
  const accept = useMutation({
    mutationFn: async () => {
      if (hasAccount && !signedIn) await signIn(email, password)
      const accepted = await workspacesApi.invitations.accept.call({
        token,
        name,
        language: language(),
        ...(hasAccount ? {} : { password }),
      })
      if (!hasAccount) await signIn(email, password)
      await queries.resetQueries()
      return accepted
    },
    onSuccess: ({ workspace }) => go(`/w/${workspace}`),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  const stranger = session?.person && !signedIn ? session.person.email : null
  return (
    <form onSubmit={submit} className={styles.form}>
      {stranger ? (
        <Alert color="amber" p="xs">
          {t('otherPerson', { email: stranger })}
        </Alert>
      ) : null}
      {hasAccount && !signedIn ? <p className={styles.small}>{t('hasAccount')}</p> : null}
      {hasAccount ? null : (
        <TextInput
          size="sm"
          label={t('name')}
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      {signedIn ? null : (
        <PasswordInput
          label={hasAccount ? t('password') : t('newPassword')}
          description={hasAccount ? undefined : t('passwordHint')}
          autoComplete={hasAccount ? 'current-password' : 'new-password'}
          minLength={hasAccount ? undefined : 8}
          maxLength={128}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
      {accept.isError ? <Refusal>{problemOf(accept.error)?.message || t('goneText')}</Refusal> : null}
      <Button type="submit" size="sm" fullWidth loading={accept.isPending}>
        {t('accept')}
      </Button>
    </form>
  )
}
