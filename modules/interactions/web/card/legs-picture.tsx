import { IconListNumbers, IconRobot, IconSitemap, IconUser } from '@tabler/icons-react'
import { defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card, Leg } from '../api.ts'
import styles from './card.module.css'
import { type LegLine, legLines } from './legs.ts'

const texts = defineTexts({
  title: { ru: 'Ход звонка', en: 'The course of the call' },
  queue: { ru: 'Очередь', en: 'Queue' },
  menu: { ru: 'Голосовое меню', en: 'Voice menu' },
  machine: { ru: 'Автоответчик', en: 'Machine' },
  someone: { ru: 'Линия не названа', en: 'Line not named' },
  rung: { ru: 'звонило {time}', en: 'rang {time}' },
  waited: { ru: 'ожидание {time}', en: 'waited {time}' },
  talked: { ru: 'разговор {time}', en: 'talked {time}' },
  answered: { ru: 'ответил', en: 'answered' },
  no_answer: { ru: 'не ответил', en: 'did not answer' },
  busy: { ru: 'занят', en: 'busy' },
  failed: { ru: 'сбой', en: 'failed' },
  cancelled: { ru: 'не дождались', en: 'caller gave up' },
  reason: { ru: 'код {code}', en: 'code {code}' },
  whole: { ru: 'всего {time}', en: 'whole {time}' },
})

const icons = { person: IconUser, queue: IconListNumbers, menu: IconSitemap, machine: IconRobot }

/** Who was rung, how long, and who talked: each as a line on one axis of time. */
export function LegsPicture({ card }: { card: Card }) {
  const t = useTexts(texts)
  const format = useFormat()
  const lines = legLines(card)
  if (lines.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{t('title')}</h3>
      <ol className={styles.legs}>
        {lines.map((line) => (
          <LegLineView key={line.leg.key} line={line} />
        ))}
      </ol>
      <div className={`${styles.axis} lk-num`} aria-hidden="true">
        <span>{format.exactTime(card.startedAt)}</span>
        <span>{t('whole', { time: format.clock(card.durationSeconds) })}</span>
      </div>
    </section>
  )
}

function LegLineView({ line: { leg, stretches, rung, talked } }: { line: LegLine }) {
  const t = useTexts(texts)
  const format = useFormat()
  const Icon = icons[leg.role]
  const said = [
    rung ? t(leg.role === 'person' ? 'rung' : 'waited', { time: format.clock(rung) }) : null,
    talked !== null && leg.role === 'person' ? t('talked', { time: format.clock(talked) }) : outcomeOf(leg, t),
    leg.reason ? t('reason', { code: leg.reason }) : null,
  ].filter(Boolean)
  return (
    <li className={styles.leg} data-vain={talked === null || undefined}>
      <span className={styles.legName}>
        <Icon size={14} stroke={1.7} aria-hidden="true" />
        <span>{leg.employee?.name ?? nameOf(leg, t)}</span>
        {leg.line && leg.employee ? <span className="lk-quiet lk-num">{leg.line}</span> : null}
      </span>
      <span className={styles.legBar} aria-hidden="true">
        {stretches.map(({ kind, from, to }) => (
          <span
            key={kind}
            data-kind={kind}
            style={{ insetInlineStart: `${from * 100}%`, width: `max(2px, ${(to - from) * 100}%)` }}
          />
        ))}
      </span>
      <span className={styles.legSaid}>{said.join(' · ')}</span>
    </li>
  )
}

type Say = ReturnType<typeof useTexts<typeof texts>>

const nameOf = (leg: Leg, t: Say): string =>
  leg.role === 'person' ? (leg.line ?? t('someone')) : leg.line ? `${t(leg.role)} ${leg.line}` : t(leg.role)

const outcomeOf = (leg: Leg, t: Say): string | null =>
  leg.outcome && !(leg.outcome === 'answered' && leg.role !== 'person') ? t(leg.outcome) : null
