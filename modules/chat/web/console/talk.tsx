import { Button } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { ChatMessage, Row } from '../api.ts'
import { chatTexts } from '../texts.ts'
import styles from './console.module.css'
import type { Desk, Shown } from './desk.ts'
import { TalkFile } from './file.tsx'

/** What was said, in order; the client on the left, the company on the right. */
export function TalkFlow({ row, shown, desk }: { row: Row; shown: Shown; desk: Desk }) {
  const t = useTexts(chatTexts)
  const flow = useRef<HTMLDivElement>(null)
  const talk = shown.talks.get(row.id)
  const waiting = shown.waiting.filter(({ dialogue }) => dialogue === row.id)
  const last = talk?.messages.at(-1)
  const types = (shown.typing.get(row.id) ?? 0) > Date.now()

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes down whenever something is added
  useLayoutEffect(() => {
    const box = flow.current
    if (box) box.scrollTop = box.scrollHeight
  }, [last?.seq, waiting.length, row.id])

  useEffect(() => {
    const see = () => {
      if (last && row.unread > 0 && document.visibilityState === 'visible') desk.read(row.id, last.seq)
    }
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [desk, row.id, row.unread, last])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div className={styles.flow} ref={flow} role="log" aria-label={t('title')} tabIndex={0}>
      <ol>
        {talk?.messages.map((message) => (
          <Entry key={message.id} message={message} row={row} last={message === last} />
        ))}
        {waiting.map((one) => (
          <li key={one.id} className={styles.one} data-mine>
            <p>{one.text || '📎'}</p>
            <span className="lk-quiet">
              {one.failed ? (
                <>
                  {t('failed')}{' '}
                  <Button variant="subtle" size="compact-xs" onClick={() => desk.again(one.id)}>
                    {t('again')}
                  </Button>
                </>
              ) : (
                t('sending')
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.typing} aria-live="polite">
        {types ? t('typing') : ''}
      </p>
    </div>
  )
}

function Entry({ message, row, last }: { message: ChatMessage; row: Row; last: boolean }) {
  const t = useTexts(chatTexts)
  const format = useFormat()
  if (message.event) return <EventEntry message={message} />
  const mine = message.author === 'employee'
  return (
    <li className={styles.one} data-mine={mine || undefined}>
      {message.file ? <TalkFile file={message.file} /> : null}
      {message.text ? <p>{message.text}</p> : null}
      <span className="lk-quiet">
        {mine && message.name ? `${message.name} · ` : ''}
        <span className="lk-num">
          {format.date(message.at) === format.date(new Date()) ? format.time(message.at) : format.dateTime(message.at)}
        </span>
        {mine && last && row.clientRead >= message.seq ? ` · ${t('readByClient')}` : ''}
      </span>
    </li>
  )
}

function EventEntry({ message }: { message: ChatMessage }) {
  const t = useTexts(chatTexts)
  const { event } = message
  if (!event) return null
  const by = event.by ?? ''
  const said = () => {
    switch (event.kind) {
      case 'joined':
        return t('joined', { by })
      case 'transferred':
        return event.to ? t('transferredTo', { by, to: event.to }) : t('transferredQueue', { by })
      case 'closed':
        return t('closedBy', { by })
      case 'rated':
        return t('rated', { score: event.score ?? 0 })
      default:
        return ''
    }
  }
  const more = event.note ?? message.text
  return (
    <li className={styles.event}>
      {said()}
      {more ? <q>{more}</q> : null}
    </li>
  )
}
