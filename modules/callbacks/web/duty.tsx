import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toastError, useCan, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'
import styles from './callbacks.module.css'
import { dialTexts } from './dial-texts.ts'

/** Who is on duty for calls of the site, and whether one is so oneself. */
export function Duty() {
  const t = useTexts(dialTexts)
  const can = useCan()
  const { slug, employeeId } = useWorkspace()
  const queries = useQueryClient()
  const { data } = useQuery(api.duty.list.queryOptions({ input: { workspace: slug } }))
  const set = useMutation({
    mutationFn: (on: boolean) => api.duty.set.call({ workspace: slug, on }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.duty.key() }),
    onError: toastError,
  })
  if (!data || !(data.asked || data.people.length > 0)) return null
  const mine = data.people.some(({ id }) => id === employeeId)
  const names = data.people.map(({ name }) => name).join(', ')
  return (
    <div className={styles.duty}>
      <span title={t('dutyHint')}>{names ? t('duty', { names }) : t('dutyNobody')}</span>
      {can('callbacks.take') && employeeId ? (
        <Switch
          label={t('dutyOn')}
          title={t('dutyHint')}
          checked={set.isPending ? set.variables : mine}
          onChange={(event) => set.mutate(event.currentTarget.checked)}
        />
      ) : null}
    </div>
  )
}
