import { Badge } from '@mantine/core'
import { useTexts } from '../../../platform/web/index.ts'
import type { DealSystem } from '../rules.ts'
import { texts } from './texts.ts'

/** What a system is called. */
export function useSystemName(): (system: DealSystem) => string {
  const t = useTexts(texts)
  return (system) => t(`system_${system}`)
}

/** Where a deal lives. */
export function SystemMark({ system }: { system: DealSystem }) {
  const nameOf = useSystemName()
  return (
    <Badge variant="light" color={system === 'file' ? 'gray' : 'blue'} size="sm">
      {nameOf(system)}
    </Badge>
  )
}
