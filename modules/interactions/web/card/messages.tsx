import { defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import styles from './card.module.css'

const texts = defineTexts({
  title: { ru: 'Диалог', en: 'Dialogue' },
  client: { ru: 'Клиент', en: 'Client' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  bot: { ru: 'Бот', en: 'Bot' },
  system: { ru: 'Система', en: 'System' },
})

/** A chat or a letter as it was spoken: the client on the left, the company on the right. */
export function Messages({ messages }: { messages: Card['messages'] }) {
  const t = useTexts(texts)
  const format = useFormat()
  if (messages.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{t('title')}</h3>
      <ol className={styles.messages}>
        {messages.map((message) => (
          <li key={message.key} data-author={message.author}>
            <p>{message.text}</p>
            <span className="lk-quiet">
              {message.employee?.name ?? message.line ?? t(message.author)}
              <span className="lk-num"> · {format.time(message.at)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
