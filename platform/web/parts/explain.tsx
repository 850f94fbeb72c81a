import { ActionIcon, Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { defineTexts, useTexts } from '../texts/texts.ts'
import styles from './parts.module.css'

const texts = defineTexts({
  explain: { ru: 'Что это за цифра: {title}', en: 'What this figure is: {title}' },
  formula: { ru: 'Формула', en: 'Formula' },
  sample: { ru: 'Выборка', en: 'Sample' },
  interval: { ru: 'Точность', en: 'Precision' },
  source: { ru: 'Источник', en: 'Source' },
})

interface ExplainProps {
  readonly title: string
  /** One or two sentences: what is counted and what is not. */
  readonly definition: ReactNode
  readonly formula?: ReactNode
  /** Of how many, and who was left out. */
  readonly sample?: ReactNode
  /** The range and what it means. */
  readonly interval?: ReactNode
  /** Where the formula or the norm comes from. */
  readonly source?: ReactNode
}

/** The small “i” beside a figure: definition, formula, sample, interval. */
export function Explain({ title, definition, ...more }: ExplainProps) {
  const t = useTexts(texts)
  const facts = (['formula', 'sample', 'interval', 'source'] as const).filter((name) => more[name])
  return (
    <Popover width={320} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={18} className={styles.explain} aria-label={t('explain', { title })} data-explain>
          <IconInfoCircle size={14} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.explanation}>
        <strong>{title}</strong>
        <p>{definition}</p>
        {facts.length === 0 ? null : (
          <dl>
            {facts.map((name) => (
              <Fragment key={name}>
                <dt>{t(name)}</dt>
                <dd className={name === 'formula' ? styles.formula : undefined}>{more[name]}</dd>
              </Fragment>
            ))}
          </dl>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
