import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import { recordTexts } from '../texts.ts'
import styles from './parts.module.css'

/** The words by which a client is called here: the name, else the number or address, else why there is none. */
export function usePartyName(): (party: Item['party']) => { main: string; second: string | null } {
  const t = useTexts(recordTexts)
  const format = useFormat()
  return ({ name, number, address, kind }) => {
    const contact = number ? format.phone(number) : address
    if (name) return { main: name, second: contact }
    if (contact) return { main: contact, second: kind === 'internal' ? t('colleague') : number ? address : null }
    return { main: kind === 'hidden' ? t('hidden') : t('unknown'), second: null }
  }
}

/** Who was on the other end. `short` leaves the number of a named client out. */
export function Party({ party, short }: { party: Item['party']; short?: boolean }) {
  const { main, second } = usePartyName()(party)
  return (
    <span className={styles.party} data-short={short || undefined}>
      <span className={styles.partyMain} data-kind={party.kind ?? undefined}>
        {main}
      </span>
      {second && !short ? <span className={`${styles.partySecond} lk-num`}>{second}</span> : null}
    </span>
  )
}
