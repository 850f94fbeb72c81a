import { useQuery } from '@tanstack/react-query'
import { defineTexts, type FilterOption, moduleApi, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { contract } from '../../../workspaces/contract.ts'

const company = moduleApi<typeof contract>('workspaces')

const texts = defineTexts({
  call: { ru: 'Звонки', en: 'Calls' },
  chat: { ru: 'Чаты', en: 'Chats' },
  callback: { ru: 'Обратные звонки', en: 'Callbacks' },
  form: { ru: 'Заявки', en: 'Forms' },
  email: { ru: 'Письма', en: 'E-mail' },
  messenger: { ru: 'Мессенджеры', en: 'Messengers' },
})

const kinds = ['call', 'chat', 'callback', 'form', 'email', 'messenger'] as const

/** What the bar's filters offer. */
export function useFilterOptions(): { kinds: FilterOption[]; departments: FilterOption[] } {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const { data = [] } = useQuery(company.departments.list.queryOptions({ input: { workspace: slug } }))
  return {
    kinds: kinds.map((value) => ({ value, label: t(value) })),
    departments: data.map(({ id, name }) => ({ value: id, label: name })),
  }
}
