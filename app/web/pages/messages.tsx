import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { defineTexts, GoLink, useTexts } from '../../../platform/web/index.ts'
import styles from './pages.module.css'

const texts = defineTexts({
  notFound: { ru: 'Такой страницы нет', en: 'There is no such page' },
  notFoundText: {
    ru: 'Возможно, ссылка устарела или в ней опечатка.',
    en: 'The link may be old, or it has a typing error.',
  },
  forbidden: { ru: 'Эта страница не для вашей роли', en: 'This page is not for your role' },
  forbiddenText: {
    ru: 'Если она нужна вам для работы, попросите администратора компании дать вам другую роль.',
    en: 'If you need it for your work, ask your company’s administrator for another role.',
  },
  noCompany: { ru: 'Вы пока не работаете ни в одной компании', en: 'You do not work in any company yet' },
  noCompanyText: {
    ru: 'Попросите администратора прислать приглашение: ссылка из него откроет вам компанию.',
    en: 'Ask an administrator for an invitation: its link will open the company to you.',
  },
  noWork: { ru: 'Вам пока ничего не назначено', en: 'Nothing is assigned to you yet' },
  noWorkText: {
    ru: 'Проверки и кампании появятся здесь, как только вам их поручат.',
    en: 'Reviews and campaigns will appear here as soon as they are given to you.',
  },
  starting: { ru: 'Сервер запускается', en: 'The server is starting' },
  startingText: {
    ru: 'Ответа пока нет. Страница откроется сама, как только он появится.',
    en: 'It does not answer yet. The page will open by itself as soon as it does.',
  },
  home: { ru: 'На главную', en: 'Go to the start page' },
})

/** A page that is one message and a way out. */
export function Message({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <main className={styles.message}>
      <h1>{title}</h1>
      <p>{children}</p>
      {action}
    </main>
  )
}

/** The way out of a page that is none. */
export function HomeButton() {
  const t = useTexts(texts)
  return (
    <Button variant="default" renderRoot={(props) => <GoLink {...props} href="/" />}>
      {t('home')}
    </Button>
  )
}

export function NotFoundPage() {
  const t = useTexts(texts)
  return (
    <Message title={t('notFound')} action={<HomeButton />}>
      {t('notFoundText')}
    </Message>
  )
}

export function ForbiddenPage() {
  const t = useTexts(texts)
  return (
    <Message title={t('forbidden')} action={<HomeButton />}>
      {t('forbiddenText')}
    </Message>
  )
}

export function NoCompanyPage({ action }: { action: ReactNode }) {
  const t = useTexts(texts)
  return (
    <Message title={t('noCompany')} action={action}>
      {t('noCompanyText')}
    </Message>
  )
}

export function NoWorkPage() {
  const t = useTexts(texts)
  return <Message title={t('noWork')}>{t('noWorkText')}</Message>
}

export function StartingPage() {
  const t = useTexts(texts)
  return (
    <div role="status">
      <Message title={t('starting')}>{t('startingText')}</Message>
    </div>
  )
}
