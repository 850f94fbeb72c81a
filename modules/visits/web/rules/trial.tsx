import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Panel, useTexts, useWorkspace, Verdict, Verdicts } from '../../../../platform/web/index.ts'
import { api, type Rule } from '../api.ts'
import { words } from '../texts.ts'
import { useConditions } from './conditions.ts'
import styles from './rules.module.css'
import { texts } from './texts.ts'

/** An address and the page before it, typed, and what such a visit would count for and why. */
export function Trial({ rules }: { rules: readonly Rule[] }) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const conditionsOf = useConditions()
  const { slug } = useWorkspace()
  const [url, setUrl] = useState('')
  const [referrer, setReferrer] = useState('')
  const [asked] = useDebouncedValue({ url: url.trim(), referrer: referrer.trim() }, 250)
  const given = asked.url !== '' || asked.referrer !== ''
  const { data } = useQuery(
    api.rules.test.queryOptions({
      input: { workspace: slug, ...asked },
      enabled: given,
      placeholderData: keepPreviousData,
    }),
  )
  const because = data?.because
  const rule = because?.kind === 'rule' ? rules[because.rule] : undefined
  return (
    <Panel title={t('trial')}>
      <div className={styles.fields}>
        <TextInput
          label={t('url')}
          placeholder="https://okna.ru/?utm_source=avito&utm_medium=cpc"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t('referrer')}
          placeholder="https://www.avito.ru/"
          value={referrer}
          onChange={(event) => setReferrer(event.currentTarget.value)}
        />
      </div>
      {given && data && because ? (
        <div className={styles.result} aria-live="polite">
          <Verdicts>
            <Verdict
              tone={data.certain ? 'fine' : 'look'}
              detail={[
                because.kind === 'rule'
                  ? t('because_rule', { place: because.rule + 1, when: rule ? conditionsOf(rule) : '' })
                  : t(`because_${because.kind}`),
                data.certain ? null : `${word('unsure')}.`,
              ]
                .filter(Boolean)
                .join(' ')}
            >
              {t('result', {
                origin: [data.source, data.campaign, data.placement, data.keyword].filter(Boolean).join(' › '),
              })}{' '}
              <span className="lk-quiet">({word(data.medium)})</span>
            </Verdict>
          </Verdicts>
        </div>
      ) : null}
    </Panel>
  )
}
