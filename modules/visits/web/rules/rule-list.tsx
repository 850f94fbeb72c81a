import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTexts } from '../../../../platform/web/index.ts'
import type { Rule } from '../api.ts'
import { words } from '../texts.ts'
import { useConditions } from './conditions.ts'
import styles from './rules.module.css'
import { texts } from './texts.ts'

/** The rules in the order in which they are asked. */
export function RuleList({
  rules,
  busy,
  onMove,
  onEdit,
  onRemove,
}: {
  rules: readonly Rule[]
  busy: boolean
  onMove: (from: number, to: number) => void
  onEdit: (at: number) => void
  onRemove: (at: number) => void
}) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const conditionsOf = useConditions()
  return (
    <ol className={styles.list} aria-label={t('rules')}>
      {rules.map((rule, at) => {
        const which = { name: rule.name, place: at + 1 }
        const actions = [
          { text: t('up', which), icon: IconArrowUp, off: at === 0, act: () => onMove(at, at - 1) },
          { text: t('down', which), icon: IconArrowDown, off: at === rules.length - 1, act: () => onMove(at, at + 1) },
          { text: t('edit', which), icon: IconPencil, off: false, act: () => onEdit(at) },
          { text: t('remove', which), icon: IconTrash, off: false, act: () => onRemove(at) },
        ]
        return (
          // Two rules may be alike in everything: only the place tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className={styles.rule}>
            <span className={`lk-num lk-quiet ${styles.place}`}>{at + 1}</span>
            <span className={styles.what}>
              <span>
                <strong>{[rule.name, rule.campaign].filter(Boolean).join(' › ')}</strong>{' '}
                <span className="lk-quiet">{word(rule.medium)}</span>
              </span>
              <span className={styles.when} title={conditionsOf(rule)}>
                {conditionsOf(rule)}
              </span>
            </span>
            <span className={styles.actions}>
              {actions.map(({ text, icon: Icon, off, act }) => (
                <ActionIcon
                  key={text}
                  variant="subtle"
                  color="gray"
                  aria-label={text}
                  title={text}
                  disabled={off || busy}
                  onClick={act}
                >
                  <Icon size={16} stroke={1.6} />
                </ActionIcon>
              ))}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
