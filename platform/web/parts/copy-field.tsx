import { ActionIcon, CopyButton, Group, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { defineTexts, useTexts } from '../texts/texts.ts'

const texts = defineTexts({
  copy: { ru: 'Скопировать', en: 'Copy' },
  copied: { ru: 'Скопировано', en: 'Copied' },
})

/** A value that has to be carried elsewhere unchanged: an address, a secret. One click copies it. */
export function CopyField({ label, hint, value }: { label: ReactNode; hint?: ReactNode; value: string }) {
  const t = useTexts(texts)
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <TextInput
        label={label}
        description={hint}
        value={value}
        readOnly
        flex={1}
        miw={0}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', textOverflow: 'ellipsis' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value} timeout={2500}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'copied' : 'copy')}>
            <ActionIcon onClick={copy} size={30} variant="default" aria-label={t(copied ? 'copied' : 'copy')}>
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}
