import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import {
  defineTexts,
  Empty,
  GoLink,
  Loaded,
  Page,
  Panel,
  useFormat,
  useLanguage,
  usePhone,
  useScreenLink,
  useTexts,
} from '../../../platform/web/index.ts'
import type { WorkRow } from './api.ts'
import styles from './notifications.module.css'
import { useWork } from './use-work.ts'

const texts = defineTexts({
  title: { ru: 'Моя работа', en: 'My work' },
  lead: {
    ru: 'Всё, что ждёт именно вас: просроченное сверху, дальше самое давнее.',
    en: 'Everything that waits for you: overdue first, then oldest first.',
  },
  all: { ru: 'Всё · {count}', en: 'All · {count}' },
  kinds: { ru: 'Что показать', en: 'What to show' },
  empty: { ru: 'Ничего не ждёт', en: 'Nothing waits' },
  emptyWhy: {
    ru: 'Звонки возвращены, на сообщения отвечено, классы стоят. Новое появится здесь само.',
    en: 'Calls are returned, messages answered, classes set. What is new appears here by itself.',
  },
  since: { ru: 'ждёт {time}', en: 'waits for {time}' },
  overdue: { ru: 'просрочено на {late}', en: 'overdue by {late}' },
  due: { ru: 'срок {when}', en: 'due {when}' },
})

/** «Моя работа». */
export default function WorkScreen() {
  const t = useTexts(texts)
  const query = useWork()
  const [chosen, setChosen] = useState('')
  return (
    <Page title={t('title')} lead={t('lead')} wide={false}>
      <Loaded query={query} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <Empty title={t('empty')}>{t('emptyWhy')}</Empty>
            </Panel>
          ) : (
            <>
              <Kinds items={items} chosen={chosen} onChoose={setChosen} />
              <Panel flush>
                <ul className={styles.work}>
                  {items
                    .filter(({ type }) => !chosen || type === chosen || !items.some((item) => item.type === chosen))
                    .map((item) => (
                      <Item key={`${item.type} ${item.id}`} item={item} />
                    ))}
                </ul>
              </Panel>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

/** The kinds of work that there are, with how much of each; nothing where there is one alone. */
function Kinds({
  items,
  chosen,
  onChoose,
}: {
  items: readonly WorkRow[]
  chosen: string
  onChoose: (type: string) => void
}) {
  const t = useTexts(texts)
  const language = useLanguage()
  const phone = usePhone()
  const kinds = [...new Map(items.map(({ type, kind }) => [type, kind[language]]))]
  if (kinds.length < 2) return null
  const count = (type: string) => items.filter((item) => item.type === type).length
  const options = [
    { value: '', label: t('all', { count: items.length }) },
    ...kinds.map(([type, name]) => ({ value: type, label: `${name} · ${count(type)}` })),
  ]
  const value = kinds.some(([type]) => type === chosen) ? chosen : ''
  return phone ? (
    <NativeSelect
      aria-label={t('kinds')}
      className={styles.kinds}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={options}
    />
  ) : (
    <SegmentedControl
      aria-label={t('kinds')}
      className={styles.kinds}
      value={value}
      onChange={onChoose}
      data={options}
    />
  )
}

function Item({ item }: { item: WorkRow }) {
  const t = useTexts(texts)
  const language = useLanguage()
  const format = useFormat()
  const link = useScreenLink()
  const { title, details } = item.text[language]
  return (
    <li>
      <GoLink href={link(item.path)} className={styles.item} data-overdue={item.overdue || undefined}>
        <span className={styles.itemTitle}>{title}</span>
        {details ? <span className={styles.itemDetails}>{details}</span> : null}
        <span className={styles.itemTimes}>
          {item.dueAt ? (
            <span className={item.overdue ? styles.late : undefined}>
              {item.overdue
                ? t('overdue', { late: format.duration(coarse(secondsSince(item.dueAt))) })
                : t('due', { when: format.ago(item.dueAt) })}
            </span>
          ) : null}
          <span>{t('since', { time: format.duration(coarse(secondsSince(item.since))) })}</span>
        </span>
      </GoLink>
    </li>
  )
}

const secondsSince = (moment: string): number => Math.max(0, (Date.now() - new Date(moment).getTime()) / 1000)

/** Seconds are no news in what is late by minutes. */
const coarse = (seconds: number): number => (seconds < 60 ? seconds : Math.floor(seconds / 60) * 60)
