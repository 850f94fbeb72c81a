import { Anchor, Breadcrumbs } from '@mantine/core'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { OriginLevel, SourcesReport } from '../../contract.ts'
import { pluralOf, words } from '../texts.ts'

const texts = defineTexts({ all: { ru: 'Все источники', en: 'All sources' } })

/** Where in the tree the table stands; each step leads back. */
export function PathBar({
  report,
  onOpen,
}: {
  report: SourcesReport
  onOpen: (place: { id: string; level: OriginLevel } | null) => void
}) {
  const t = useTexts(texts)
  const word = useTexts(words)
  if (report.path.length === 0) return word(pluralOf[report.level])
  const last = report.path.length - 1
  return (
    <Breadcrumbs separator="›" separatorMargin={6}>
      <Anchor component="button" type="button" inherit onClick={() => onOpen(null)}>
        {t('all')}
      </Anchor>
      {report.path.map((place, index) =>
        index === last ? (
          <span key={place.id}>{place.name}</span>
        ) : (
          <Anchor component="button" type="button" inherit key={place.id} onClick={() => onOpen(place)}>
            {place.name}
          </Anchor>
        ),
      )}
    </Breadcrumbs>
  )
}
