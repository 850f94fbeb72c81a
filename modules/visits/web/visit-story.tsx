import { IconCheck, IconFileText, IconFlag, IconForms, IconMail, IconPhone } from '@tabler/icons-react'
import { defineTexts, useFormat, useTexts } from '../../../platform/web/index.ts'
import type { Story } from './api.ts'
import { OriginName } from './origin-name.tsx'
import { words } from './texts.ts'
import styles from './visits.module.css'

const texts = defineTexts({
  origin: { ru: 'Источник посещения', en: 'Source of the visit' },
  counted: { ru: 'Обращение считается за', en: 'A contact counts for' },
  countedWhy: {
    ru: 'сам посетитель пришёл без рекламы, раньше его привёл этот источник',
    en: 'the visitor came without an advertisement; this one had brought them before',
  },
  first: { ru: 'Впервые пришёл', en: 'Came first' },
  referrer: { ru: 'Откуда', en: 'Came from' },
  device: { ru: 'Устройство', en: 'Device' },
  pages: { ru: 'Ход посещения', en: 'The course of the visit' },
  goal: { ru: 'цель', en: 'goal' },
  form: { ru: 'отправил форму', en: 'sent a form' },
  phone: { ru: 'нажал на номер', en: 'clicked the number' },
  email: { ru: 'нажал на адрес', en: 'clicked the address' },
  consent: { ru: 'разрешил запоминать', en: 'consented to be remembered' },
  deleted: {
    ru: 'Посещение старше, чем хранит компания: страницы удалены, счётчики остались.',
    en: 'The visit is older than what the company keeps: its pages are deleted, its counts stay.',
  },
  unknown: { ru: 'до согласия — неизвестно', en: 'not known before consent' },
})

const icons = {
  page: IconFileText,
  goal: IconFlag,
  form: IconForms,
  phone: IconPhone,
  email: IconMail,
  consent: IconCheck,
}

/** One visit: where it came from and what happened in it, in order. */
export function VisitStory({ visit }: { visit: Story }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const facts: [string, React.ReactNode][] = [[t('origin'), <OriginName key="origin" origin={visit.origin} />]]
  if (visit.countedFor) {
    facts.push([
      t('counted'),
      <span key="counted" className={styles.stack}>
        <span>{[visit.countedFor.source, visit.countedFor.campaign].filter(Boolean).join(' › ')}</span>
        <span className={styles.second}>{t('countedWhy')}</span>
      </span>,
    ])
  }
  if (visit.first && visit.number > 1) {
    facts.push([
      t('first'),
      `${format.dateTime(visit.first.at)}, ${[visit.first.source, visit.first.campaign].filter(Boolean).join(' › ')}`,
    ])
  }
  if (visit.referrer) facts.push([t('referrer'), visit.referrer])
  facts.push([
    t('device'),
    [word(visit.device), visit.region, visit.number > 1 ? word('nthVisit', { n: visit.number }) : word('firstVisit')]
      .filter(Boolean)
      .join(' · '),
  ])
  return (
    <div className={styles.story}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {visit.pagesDeleted ? <p className="lk-quiet">{t('deleted')}</p> : null}
      <ol className={styles.hits} aria-label={t('pages')}>
        {visit.hits.map((hit) => {
          const Icon = icons[hit.kind]
          return (
            <li key={hit.id} data-kind={hit.kind}>
              <span className={`${styles.time} lk-num`}>{format.time(hit.at)}</span>
              <Icon size={14} stroke={1.7} aria-hidden="true" />
              <span className={styles.page}>
                {hit.kind === 'page'
                  ? hit.page || '/'
                  : [t(hit.kind), hit.name, hit.kind === 'goal' ? hit.value : null].filter(Boolean).join(' · ')}
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
