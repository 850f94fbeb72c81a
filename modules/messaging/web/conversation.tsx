import { useQuery } from '@tanstack/react-query'
import { defineTexts, Loaded, useCan, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { Card } from '../../interactions/web/index.ts'
import { AnswerBox } from './answer-box.tsx'
import { api, type Conversation } from './api.ts'
import styles from './conversation.module.css'
import { MessageBubble } from './message.tsx'
import { whyTexts } from './texts.ts'

const texts = defineTexts({
  email: { ru: 'Переписка', en: 'Letters' },
  messenger: { ru: 'Переписка', en: 'Messages' },
})

/** A dialogue by letters or a messenger: what was written, how far our answers have come, and the box for the next. */
export default function ConversationPart({ card }: { card: Card }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.conversation.queryOptions({ input: { workspace: slug, id: card.id } }))
  return (
    <section className={styles.part} aria-label={t(card.kind === 'email' ? 'email' : 'messenger')}>
      <h3>{t(card.kind === 'email' ? 'email' : 'messenger')}</h3>
      <Loaded query={query} rows={4}>
        {(conversation) => <Dialogue card={card} conversation={conversation} />}
      </Loaded>
    </section>
  )
}

function Dialogue({ card, conversation }: { card: Card; conversation: Conversation }) {
  const why = useTexts(whyTexts)
  const can = useCan()
  const { answer, messages } = conversation
  return (
    <>
      <ol className={styles.messages}>
        {messages.map((message) => (
          <MessageBubble key={message.key} interaction={card.id} message={message} />
        ))}
      </ol>
      {can('messages.send') && answer.possible ? <AnswerBox interaction={card.id} answer={answer} /> : null}
      {can('messages.send') && answer.why ? <p className="lk-quiet">{why(answer.why)}</p> : null}
    </>
  )
}
