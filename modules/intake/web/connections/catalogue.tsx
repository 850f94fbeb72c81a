import { ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { CatalogueEntry } from '../api.ts'
import { providerWords } from '../providers/index.ts'
import { providerNames } from '../providers/names.ts'
import { useProviderName, useWords } from '../providers/use-words.ts'
import styles from './connections.module.css'
import { groupIcons, groupOrder, groupTexts } from './groups.ts'

const texts = defineTexts({
  search: { ru: 'Найти: Mango, Telegram, CRM…', en: 'Find: Mango, Telegram, CRM…' },
  nothing: {
    ru: 'Такого нет. Подойдёт «Сайт, CRM или своя АТС»: туда может писать любая система.',
    en: 'There is none. “Site, CRM or your own exchange” will do: any system can write to it.',
  },
  connected: { ru: 'подключено: {count}', en: 'connected: {count}' },
})

/** Everything that can be connected, by group, found by its name or another name of it. */
export function Catalogue({
  entries,
  connected,
  onChoose,
}: {
  entries: readonly CatalogueEntry[]
  /** How many connections of each provider there are. */
  connected: ReadonlyMap<string, number>
  onChoose: (entry: CatalogueEntry) => void
}) {
  const t = useTexts(texts)
  const groupName = useTexts(groupTexts)
  const say = useWords()
  const providerName = useProviderName()
  const [wanted, setWanted] = useState('')
  const found = entries.filter(({ provider }) => {
    const words = providerWords[provider]
    if (!words) return false
    const name = providerNames[provider]
    const text = [provider, name?.ru, name?.en, words.about.ru, words.about.en, words.find].join(' ').toLowerCase()
    return wanted
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  })
  return (
    <Stack gap="sm" pt={2} px={2}>
      <TextInput
        leftSection={<IconSearch size={14} />}
        aria-label={t('search')}
        placeholder={t('search')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0]) onChoose(found[0])
        }}
        data-autofocus
      />
      <ScrollArea.Autosize mah="min(60vh, 560px)" offsetScrollbars>
        <Stack gap="md">
          {groupOrder.map((group) => {
            const inGroup = found.filter((entry) => entry.group === group)
            const Icon = groupIcons[group]
            return inGroup.length === 0 ? null : (
              <section key={group}>
                <h3 className={styles.groupTitle}>
                  <Icon size={14} /> {groupName(group)}
                </h3>
                <div className={styles.tiles}>
                  {inGroup.map((entry) => {
                    const words = providerWords[entry.provider]
                    const count = connected.get(entry.provider) ?? 0
                    return words ? (
                      <UnstyledButton key={entry.provider} className={styles.tile} onClick={() => onChoose(entry)}>
                        <span className={styles.tileName}>{providerName(entry.provider)}</span>
                        <span className={styles.tileAbout}>{say(words.about)}</span>
                        {count > 0 ? <span className={styles.tileCount}>{t('connected', { count })}</span> : null}
                      </UnstyledButton>
                    ) : null
                  })}
                </div>
              </section>
            )
          })}
          {found.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('nothing')}
            </Text>
          ) : null}
        </Stack>
      </ScrollArea.Autosize>
    </Stack>
  )
}
