import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { defineTexts, moduleApi, toast, toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { contract as interactions } from '../../interactions/contract.ts'
import { api } from './api.ts'

const record = moduleApi<typeof interactions>('interactions')

const texts = defineTexts({ agreed: { ru: 'Согласен с классом', en: 'Agreed with the class' } })

/** What shows classes and disputes is asked again. */
export const refresh = (queries: QueryClient) =>
  Promise.all([
    queries.invalidateQueries({ queryKey: api.key() }),
    queries.invalidateQueries({ queryKey: record.key() }),
  ])

/** Marketing agrees with a class. */
export function useAgree(after?: () => void) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (item: { id: string; was: string }) => api.agree.call({ workspace: slug, items: [item] }),
    onSuccess: async () => {
      toast(t('agreed'))
      after?.()
      await refresh(queries)
    },
    onError: toastError,
  })
}
