import { SegmentedControl } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast, toastError, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { exportTexts } from './export-texts.ts'
import styles from './spend.module.css'

/** How the company counts VAT in what it spends; money from advertising systems is counted anew when this changes. */
export function VatRule({ canChange }: { canChange: boolean }) {
  const t = useTexts(exportTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const { data: rules } = useQuery(api.spend.rules.queryOptions({ input: { workspace: slug } }))
  const change = useMutation(
    api.spend.changeRules.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.key() })
        toast(t('recounted'))
      },
      onError: toastError,
    }),
  )
  if (!rules) return null
  return (
    <div className={styles.rule}>
      <span className="lk-quiet">{t('companyCounts')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('companyCounts')}
        disabled={!canChange || change.isPending}
        value={rules.vat}
        onChange={(value) => change.mutate({ workspace: slug, vat: value === 'without' ? 'without' : 'with' })}
        data={[
          { value: 'with', label: t('withVat') },
          { value: 'without', label: t('withoutVat') },
        ]}
      />
    </div>
  )
}
