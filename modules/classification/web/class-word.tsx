import { useTexts } from '../../../platform/web/index.ts'
import { ClassTag, useClasses } from '../../interactions/web/index.ts'
import { words } from './texts.ts'

/** A class by its name and colour; where there is none, that. */
export function ClassWord({ id }: { id: string | null }) {
  const t = useTexts(words)
  const { byId } = useClasses()
  const found = id ? byId.get(id) : undefined
  return found ? <ClassTag item={found} /> : <span className="lk-quiet">{id ? '…' : t('noClass')}</span>
}
