import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { moduleApi, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { contract as visits } from '../../visits/contract.ts'
import { texts } from './texts.ts'

const sitesOf = moduleApi<typeof visits>('visits')
const every = 'every'

/** On which site a number is shown; nothing to choose where the company has one. */
export function SiteSelect({ value, onChange }: { value: string | null; onChange: (site: string | null) => void }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const { data } = useQuery(sitesOf.sites.list.queryOptions({ input: { workspace: slug }, staleTime: 60_000 }))
  const sites = data?.sites ?? []
  if (sites.length < 2) return null
  return (
    <Select
      label={t('site')}
      allowDeselect={false}
      data={[{ value: every, label: t('everySite') }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
      value={value ?? every}
      onChange={(site) => onChange(site === every ? null : site)}
    />
  )
}
