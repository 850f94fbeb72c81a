import { Code, List, Stack, Text } from '@mantine/core'
import { CopyField, defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { CatalogueEntry } from '../api.ts'
import { providerWords } from '../providers/index.ts'
import type { Words } from '../providers/provider.ts'
import { useWords } from '../providers/use-words.ts'

const texts = defineTexts({
  address: { ru: 'Адрес', en: 'Address' },
  secretOnce: {
    ru: 'Секрет показывается один раз, при создании. Если он потерян, сделайте новый.',
    en: 'The secret is shown once, when it is made. If it is lost, make a new one.',
  },
})

export function Steps({ steps }: { steps: readonly Words[] }) {
  const say = useWords()
  return (
    <List type="ordered" size="sm" spacing={4}>
      {steps.map((step) => (
        <List.Item key={step.en}>{say(step)}</List.Item>
      ))}
    </List>
  )
}

/** What to do in the provider's cabinet, in the words of that cabinet. `secret` only right after it was made. */
export default function Setup({
  entry,
  path,
  secret,
}: {
  entry: CatalogueEntry
  path: string
  secret?: string | undefined
}) {
  const t = useTexts(texts)
  const say = useWords()
  const words = providerWords[entry.provider]
  if (!words) return null
  const plain = location.origin + path
  const shownSecret = secret ?? '…'
  const url = words.address?.(plain, shownSecret) ?? plain
  return (
    <Stack gap="sm">
      <Steps steps={words.steps} />
      {entry.webhook ? (
        <CopyField label={words.addressLabel ? say(words.addressLabel) : t('address')} value={url} />
      ) : null}
      {words.address && !secret && entry.secrets.some(({ made }) => made) ? (
        <Text size="xs" c="dimmed">
          {t('secretOnce')}
        </Text>
      ) : null}
      {words.samples?.map(({ title, text }) => (
        <div key={title.en}>
          <Text size="xs" fw={500} mb={4}>
            {say(title)}
          </Text>
          <Code block tabIndex={0} fz={12} mah={260} style={{ overflow: 'auto' }}>
            {text(url, shownSecret)}
          </Code>
        </div>
      ))}
    </Stack>
  )
}
