import { Modal, ScrollArea } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'
import type { SessionData } from '../session/session.ts'
import styles from './command-palette.module.css'
import { useCommands } from './use-commands.ts'

const texts = defineTexts({
  title: { ru: 'Поиск и команды', en: 'Search, commands' },
  placeholder: {
    ru: 'Раздел, человек, номер или слова из обращения',
    en: 'A page, a person, a number or words of a talk',
  },
  nothing: { ru: 'Ничего не найдено', en: 'Nothing found' },
  help: { ru: '↑ ↓ выбрать · Enter открыть · Esc закрыть', en: '↑ ↓ choose · Enter open · Esc close' },
})

/** Everything that can be reached, by typing a few letters of it. */
export default function CommandPalette({ session, onClose }: { session: SessionData; onClose: () => void }) {
  const t = useTexts(texts)
  const id = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const commands = useCommands(session, query)
  const chosen = Math.min(at, commands.length - 1)
  const run = (index: number) => {
    const command = commands[index]
    if (!command) return
    onClose()
    command.run()
  }
  const move = (step: number) => {
    const next = (chosen + step + commands.length) % Math.max(1, commands.length)
    setAt(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') run(chosen)
    else return
    event.preventDefault()
  }
  return (
    <Modal.Root opened onClose={onClose} size={560} yOffset="12vh" centered={false} transitionProps={{ duration: 80 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('title')}>
        <div className={styles.field}>
          <IconSearch size={17} stroke={1.6} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={commands.length > 0 ? `${id}-${chosen}` : undefined}
            aria-label={t('title')}
            placeholder={t('placeholder')}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <ScrollArea.Autosize mah="50vh" type="scroll">
          <div role="listbox" id={`${id}-list`} aria-label={t('title')} className={styles.list}>
            {commands.length === 0 ? <p className={styles.nothing}>{t('nothing')}</p> : null}
            {commands.map((command, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field that owns the list
              <div
                key={command.key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={styles.option}
                onMouseMove={() => setAt(index)}
                onClick={() => run(index)}
              >
                {command.icon ? <command.icon size={16} stroke={1.5} /> : <span className={styles.dot} />}
                <span className={styles.name}>{command.name}</span>
                <span className={styles.group}>{command.group}</span>
              </div>
            ))}
          </div>
        </ScrollArea.Autosize>
        <div className={styles.help}>{t('help')}</div>
      </Modal.Content>
    </Modal.Root>
  )
}
