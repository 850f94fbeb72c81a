import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import {
  defineTexts,
  oneOf,
  productTexts,
  ReplaceWith,
  roleTexts,
  useAddress,
  useTexts,
  Waiting,
} from '../../../platform/web/index.ts'
import { SignInRefused, signIn } from '../session/actions.ts'
import { type SessionData, useSession } from '../session/session.ts'
import { Doorway, Refusal } from './doorway.tsx'
import { StartingPage } from './messages.tsx'
import styles from './pages.module.css'

const texts = defineTexts({
  title: { ru: 'Вход', en: 'Sign in' },
  promise: {
    ru: 'Одна запись каждого обращения и одна цифра, которой верят обе стороны.',
    en: 'One record of every contact, and one figure that both sides believe.',
  },
  email: { ru: 'Эл. почта', en: 'E-mail' },
  password: { ru: 'Пароль', en: 'Password' },
  enter: { ru: 'Войти', en: 'Sign in' },
  refused: { ru: 'Почта или пароль не подходят.', en: 'The e-mail or the password does not fit.' },
  unreachable: { ru: 'Сервер не отвечает. Попробуйте ещё раз.', en: 'The server does not answer. Please try again.' },
  demo: { ru: 'Демонстрационная компания', en: 'Demo company' },
  demoText: {
    ru: 'Войдите одним нажатием и посмотрите глазами роли.',
    en: 'Enter with one click and see through the eyes of a role.',
  },
  forgot: {
    ru: 'Забыли пароль? Новый выдаст администратор компании.',
    en: 'Forgot the password? Your administrator will give you a new one.',
  },
})

/** Only a path of our own: an address from elsewhere must not lead anywhere else. */
const safeNext = (next: string | null): string => (next?.startsWith('/') && !next.startsWith('//') ? next : '/')

export default function SignInPage() {
  const t = useTexts(texts)
  const brand = useTexts(productTexts)
  const { data: session, failureCount } = useSession()
  const next = safeNext(oneOf(useAddress().search, 'next'))
  useEffect(() => {
    document.title = `${t('title')} · ${brand('name')}`
  }, [t, brand])
  if (!session) return failureCount > 1 ? <StartingPage /> : <Waiting />
  if (session.person) return <ReplaceWith href={next} />
  return (
    <Doorway lead={t('promise')}>
      <SignInForm demo={session.demo} />
    </Doorway>
  )
}

function SignInForm({ demo }: { demo: SessionData['demo'] }) {
  const t = useTexts(texts)
  const role = useTexts(roleTexts)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const enter = async (account: { email: string; password: string }) => {
    setBusy(account.email)
    setProblem(null)
    try {
      await signIn(account.email, account.password)
    } catch (error) {
      setProblem(error instanceof SignInRefused ? (error.words ?? t('refused')) : t('unreachable'))
      setBusy(null)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter({ email, password })
  }
  return (
    <>
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          size="sm"
          type="email"
          label={t('email')}
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoFocus={!demo}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {problem ? <Refusal>{problem}</Refusal> : null}
        <Button type="submit" size="sm" fullWidth loading={busy !== null && busy === email}>
          {t('enter')}
        </Button>
        <p className={styles.small}>{t('forgot')}</p>
      </form>
      {demo ? (
        <section className={styles.demo} aria-labelledby="demo-title">
          <h2 id="demo-title">{t('demo')}</h2>
          <p className={styles.small}>{t('demoText')}</p>
          <div className={styles.logins}>
            {demo.logins.map((login) => (
              <button
                type="button"
                key={login.email}
                disabled={busy !== null}
                data-busy={busy === login.email || undefined}
                data-role={login.role}
                onClick={() => void enter(login)}
              >
                <strong>{role(login.role)}</strong>
                <span>{login.name}</span>
              </button>
            ))}
          </div>
        </section>
      ) : null}
    </>
  )
}
