import { Code, List, Stack, Text } from '@mantine/core'
import { CopyField, useTexts } from '../../../../platform/web/index.ts'
import type { Provider } from '../api.ts'
import { curlExample, setupSteps, setupTexts, uisTemplate } from './setup-texts.ts'

/** What to do in the provider's cabinet, in the words of that cabinet. `secret` only right after it was made. */
export function Setup({ provider, path, secret }: { provider: Provider; path: string; secret?: string | undefined }) {
  const t = useTexts(setupTexts)
  const plain = location.origin + path
  const shownSecret = secret ?? '…'
  const url = provider === 'uis' ? `${plain}?secret=${shownSecret}` : plain
  return (
    <Stack gap="sm">
      <List type="ordered" size="sm" spacing={4}>
        {setupSteps[provider as keyof typeof setupSteps].map((step) => (
          <List.Item key={step}>{t(step)}</List.Item>
        ))}
      </List>
      <CopyField label={t('address')} value={url} />
      {provider === 'uis' && !secret ? (
        <Text size="xs" c="dimmed">
          {t('secretInAddress')}
        </Text>
      ) : null}
      {provider === 'uis' ? <Sample title={t('template')} text={uisTemplate} /> : null}
      {provider === 'generic' ? <Sample title={t('curl')} text={curlExample(url, shownSecret)} /> : null}
    </Stack>
  )
}

function Sample({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text size="xs" fw={500} mb={4}>
        {title}
      </Text>
      <Code block tabIndex={0} fz={12} mah={260} style={{ overflow: 'auto' }}>
        {text}
      </Code>
    </div>
  )
}
