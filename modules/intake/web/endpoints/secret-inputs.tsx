import { TextInput } from '@mantine/core'
import { type ApiProblem, defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { Provider } from '../api.ts'

const texts = defineTexts({
  mangoApiKey: { ru: 'Уникальный код вашей АТС', en: 'Unique code of your PBX (vpbx_api_key)' },
  mangoSalt: { ru: 'Ключ для создания подписи', en: 'Key for the signature (salt)' },
  zadarmaSecret: { ru: 'Secret со страницы «Ключи и API»', en: 'Secret of the page “Keys and API”' },
  keeps: { ru: 'сейчас {hint}; пусто — оставить как есть', en: '{hint} now; empty leaves it as it is' },
})

/** The secrets that a person copies from the provider's cabinet; those that we make ourselves need no field. */
const given = {
  mango: [
    ['apiKey', 'mangoApiKey'],
    ['salt', 'mangoSalt'],
  ],
  zadarma: [['secret', 'zadarmaSecret']],
  uis: [],
  generic: [],
} as const satisfies Partial<Record<Provider, readonly (readonly [name: string, label: keyof typeof texts])[]>>

export function SecretInputs({
  provider,
  values,
  onChange,
  hints = {},
  problem,
  required,
}: {
  provider: Provider
  values: Readonly<Record<string, string>>
  onChange: (values: Readonly<Record<string, string>>) => void
  hints?: Readonly<Record<string, string>>
  problem?: ApiProblem | null | undefined
  required?: boolean
}) {
  const t = useTexts(texts)
  const named: readonly (readonly [name: string, label: Exclude<keyof typeof texts, 'keeps'>])[] =
    provider in given ? given[provider as keyof typeof given] : []
  return named.map(([name, label]) => (
    <TextInput
      key={name}
      label={t(label)}
      placeholder={hints[name] ? t('keeps', { hint: hints[name] }) : undefined}
      required={required}
      autoComplete="off"
      spellCheck={false}
      value={values[name] ?? ''}
      onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
      error={problem?.field === `secrets.${name}` ? problem.message : undefined}
    />
  ))
}
