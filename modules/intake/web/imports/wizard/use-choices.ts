import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWorkspace } from '../../../../../platform/web/index.ts'
import { api, type Choices, type Import, type Recognition } from '../api.ts'

/** What was chosen about a file, and how it would be read then. Every choice asks the server anew. */
export function useChoices(found: Import) {
  const { slug } = useWorkspace()
  const [edited, setEdited] = useState<Choices | null>(null)
  // Keys of their own: progress of other imports is no reason to read this file again.
  const recognition = useQuery({
    queryKey: ['import-recognition', found.id, edited],
    queryFn: () =>
      api.recognise.call({ workspace: slug, id: found.id, choices: edited ?? {}, remembered: edited === null }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const choices = edited ?? recognition.data?.choices ?? {}
  const clear = recognition.data !== undefined && !recognition.isPlaceholderData && isClear(recognition.data)
  const rehearsal = useQuery({
    queryKey: ['import-rehearsal', found.id, choices],
    queryFn: () => api.rehearse.call({ workspace: slug, id: found.id, choices }),
    enabled: clear,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return {
    recognition,
    rehearsal,
    choices,
    clear,
    change: (change: Partial<Choices>) => setEdited({ ...choices, ...change }),
    startOver: () => setEdited({}),
  }
}

/** Nothing stands in the way: every needed field has a column, and dates read one way. */
export const isClear = ({ missing, dateReadings }: Recognition): boolean =>
  missing.length === 0 && dateReadings.length <= 1

/** Columns after `column` was given to `field` (null: to none). A field that it held before is left without one. */
export function withColumn(
  recognition: Recognition,
  choices: Choices,
  column: string,
  field: string | null,
): Choices['columns'] {
  const held = recognition.columns.find(({ name }) => name === column)?.field
  return {
    ...choices.columns,
    ...(held && held !== field ? { [held]: null } : {}),
    ...(field ? { [field]: column } : {}),
  }
}
