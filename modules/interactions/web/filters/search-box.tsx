import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type Ref, useEffect, useState } from 'react'
import { defineTexts, useReportFilter, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import styles from './filters.module.css'

const texts = defineTexts({
  search: { ru: 'Имя, номер, слова разговора', en: 'Name, number, words of the talk' },
  searchMasked: { ru: 'Слова разговора или номер целиком', en: 'Words of the talk, or a whole number' },
  clear: { ru: 'Очистить', en: 'Clear' },
})

const pause = 250

/** The search of the list; it lives in the address like every other filter. Key `/` goes here. */
export function SearchBox({ ref }: { ref: Ref<HTMLInputElement> }) {
  const t = useTexts(texts)
  const { seesPersonalData } = useWorkspace()
  const filter = useReportFilter()
  const inAddress = filter.one('text') ?? ''
  const [typed, setTyped] = useState(inAddress)
  const [seen, setSeen] = useState(inAddress)
  if (seen !== inAddress) {
    setSeen(inAddress)
    setTyped(inAddress)
  }
  useEffect(() => {
    if (typed.trim() === inAddress) return
    const timer = setTimeout(() => filter.set({ text: typed.trim() || null }), pause)
    return () => clearTimeout(timer)
  }, [typed, inAddress, filter])
  const label = t(seesPersonalData ? 'search' : 'searchMasked')
  return (
    <TextInput
      ref={ref}
      className={styles.search}
      type="search"
      placeholder={label}
      aria-label={label}
      leftSection={<IconSearch size={14} stroke={1.7} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          setTyped('')
          event.currentTarget.blur()
        } else if (event.key === 'Enter') event.currentTarget.blur()
      }}
      rightSection={typed ? <CloseButton size="xs" aria-label={t('clear')} onClick={() => setTyped('')} /> : null}
    />
  )
}
