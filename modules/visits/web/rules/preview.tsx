import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api, type Rule } from '../api.ts'
import styles from './rules.module.css'
import { texts } from './texts.ts'

/** What the rule at place `at` would have caught lately. */
export function Preview({ rules, at }: { rules: readonly Rule[]; at: number }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const [list] = useDebouncedValue(rules, 400)
  const { data, error } = useQuery(
    api.rules.preview.queryOptions({
      input: { workspace: slug, rules: [...list], at },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  if (!data || error) return null
  const looked = format.number(data.looked)
  const nameOf = (place: number) => rules[place]?.name ?? ''
  return (
    <section className={styles.preview} aria-label={t('preview')} aria-live="polite">
      <strong>{t('preview')}</strong>
      <span>
        {data.decides > 0 ? t('wouldCatch', { count: data.decides, looked }) : t('catchesNothing', { looked })}.
        {data.all ? '' : ` ${t('newest')}`}
      </span>
      {data.now.length > 0 ? (
        <span>
          {t('nowCounted', {
            list: data.now
              .map(
                ({ source, campaign, visits }) =>
                  `${[source, campaign].filter(Boolean).join(' › ')} — ${format.number(visits)}`,
              )
              .join('; '),
          })}
        </span>
      ) : null}
      {data.earlier.length > 0 ? (
        <span>
          {t('takenBefore', {
            list: data.earlier
              .map(({ rule, visits }) => t('ruleAt', { place: rule + 1, name: nameOf(rule), count: visits }))
              .join('; '),
          })}
        </span>
      ) : null}
      {data.examples.length > 0 ? (
        <ul className={styles.examples} aria-label={t('examples')}>
          {data.examples.map(({ visits, referrer, utmSource, utmMedium, utmCampaign }) => {
            const marks = [
              ['utm_source', utmSource],
              ['utm_medium', utmMedium],
              ['utm_campaign', utmCampaign],
            ].flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
            const text = [marks.join('&'), referrer && `← ${referrer}`].filter(Boolean).join(' ') || '—'
            return (
              <li key={text}>
                <code>{text}</code> <span className="lk-quiet lk-num">{format.number(visits)}</span>
              </li>
            )
          })}
        </ul>
      ) : null}
    </section>
  )
}
