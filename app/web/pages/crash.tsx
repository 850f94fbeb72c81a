import { Button, Code } from '@mantine/core'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'
import { Message } from './messages.tsx'

const texts = defineTexts({
  title: { ru: 'Эта страница сломалась', en: 'This page broke' },
  text: {
    ru: 'Ваши данные не пострадали. Обновите страницу; если не поможет, покажите администратору текст ниже.',
    en: 'Your data is safe. Reload the page; if that does not help, show the text below to your administrator.',
  },
  reload: { ru: 'Обновить', en: 'Reload' },
})

/** A mistake in our own code: said plainly, with what helps to mend it. */
export function CrashPage({ error }: { error: unknown }) {
  const t = useTexts(texts)
  return (
    <div role="alert">
      <Message title={t('title')} action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}>
        {t('text')}
        <Code block mt="md" tabIndex={0}>
          {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
        </Code>
      </Message>
    </div>
  )
}
