import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useWorkspace } from '../../../platform/web/index.ts'
import { api, type Class } from './api.ts'

export interface Classes {
  /** Those that can be chosen now, in their order. */
  readonly active: readonly Class[]
  /** Any class, archived ones too: the past keeps its words. */
  readonly byId: ReadonlyMap<string, Class>
}

const nothing: Classes = { active: [], byId: new Map() }

/** The company's classes. */
export function useClasses(): Classes {
  const { slug } = useWorkspace()
  const { data } = useQuery(api.classes.list.queryOptions({ input: { workspace: slug }, staleTime: 60_000 }))
  return useMemo(
    () =>
      data
        ? { active: data.filter((item) => !item.archivedAt), byId: new Map(data.map((item) => [item.id, item])) }
        : nothing,
    [data],
  )
}
