import { Autocomplete, Checkbox, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core'
import { useTexts } from '../../../platform/web/index.ts'
import type { UseKind } from '../rules.ts'
import type { NumberItem, Pool } from './api.ts'
import styles from './numbers.module.css'
import { useOriginNames } from './origin-names.ts'
import { SiteSelect } from './site-select.tsx'
import { texts } from './texts.ts'

/** What a form says of a number's use. */
export interface UseValues {
  readonly kind: UseKind
  readonly poolId: string | null
  readonly source: string
  readonly campaign: string
  readonly offline: boolean
  readonly siteId: string | null
  readonly replaces: string[]
  /** Empty: from now on. */
  readonly since: string
}

export const valuesOf = (use: NumberItem['use'] | null, kind: UseKind, poolId: string | null): UseValues => ({
  kind: use?.kind ?? kind,
  poolId: use?.poolId ?? poolId,
  source: use?.source ?? '',
  campaign: use?.campaign ?? '',
  offline: use?.offline ?? false,
  siteId: use?.siteId ?? null,
  replaces: [...(use?.replaces ?? [])],
  since: '',
})

/** The same as the API takes it. */
export function inputOf({ kind, poolId, source, campaign, offline, siteId, replaces, since }: UseValues) {
  const from = since ? { since } : {}
  if (kind === 'pool') return { kind, poolId, ...from }
  if (kind === 'none') return { kind, ...from }
  return {
    kind,
    source: source.trim() || null,
    campaign: campaign.trim() || null,
    offline,
    siteId: offline ? null : siteId,
    replaces: offline ? [] : replaces,
    ...from,
  }
}

/** Chooses what numbers stand for: one source, a pool, or nothing yet. */
export function UseFields({
  values,
  onChange,
  pools,
  error,
}: {
  values: UseValues
  onChange: (change: Partial<UseValues>) => void
  pools: readonly Pool[]
  error: (field: string) => string | undefined
}) {
  const t = useTexts(texts)
  const names = useOriginNames(values.source)
  return (
    <>
      <SegmentedControl
        aria-label={t('use')}
        fullWidth
        value={values.kind}
        onChange={(kind) => onChange({ kind: kind as UseKind })}
        data={[
          { value: 'static', label: t('useStatic') },
          { value: 'pool', label: t('usePool'), disabled: pools.length === 0 },
          { value: 'none', label: t('useNone') },
        ]}
      />
      {values.kind === 'pool' ? (
        <Select
          label={t('pool')}
          required
          allowDeselect={false}
          data={pools.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.poolId}
          onChange={(poolId) => onChange({ poolId })}
          error={error('poolId')}
        />
      ) : null}
      {values.kind === 'static' ? (
        <>
          <div className={styles.pair}>
            <Autocomplete
              label={t('source')}
              required
              data={names.sources}
              value={values.source}
              onChange={(source) => onChange({ source })}
              error={error('source')}
            />
            <Autocomplete
              label={t('campaign')}
              data={names.campaigns}
              value={values.campaign}
              onChange={(campaign) => onChange({ campaign })}
              disabled={values.source.trim() === ''}
            />
          </div>
          <Checkbox
            label={t('isOffline')}
            checked={values.offline}
            onChange={(event) => onChange({ offline: event.currentTarget.checked })}
          />
          {values.offline ? null : (
            <>
              <TagsInput
                label={t('replaces')}
                description={t('replacesHint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={values.replaces}
                onChange={(replaces) => onChange({ replaces })}
                acceptValueOnBlur
                error={error('replaces')}
              />
              <SiteSelect value={values.siteId} onChange={(siteId) => onChange({ siteId })} />
            </>
          )}
          <TextInput
            type="date"
            label={t('sinceDay')}
            description={t('sinceHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={values.since}
            onChange={(event) => onChange({ since: event.currentTarget.value })}
            error={error('since')}
          />
        </>
      ) : null}
    </>
  )
}
