import { Fieldset, SimpleGrid, Text, TextInput } from '@mantine/core'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'

const texts = defineTexts({
  title: { ru: 'Поля вашего шаблона', en: 'Fields of your template' },
  hint: {
    ru: 'Заполните только те, что названы иначе, чем переменные UIS.',
    en: 'Fill in only those that are named otherwise than UIS’ variables.',
  },
  id: { ru: 'Номер звонка', en: 'Identity of the call' },
  at: { ru: 'Время события', en: 'Time of the event' },
  phone: { ru: 'Телефон клиента', en: 'Client’s number' },
  name: { ru: 'Имя клиента', en: 'Client’s name' },
  ourAddress: { ru: 'Наш номер', en: 'Our number' },
  direction: { ru: 'Направление (in, out)', en: 'Direction (in, out)' },
  employee: { ru: 'Сотрудник', en: 'Employee' },
  talkSeconds: { ru: 'Секунды разговора', en: 'Seconds of talk' },
  waitSeconds: { ru: 'Секунды ожидания', en: 'Seconds of waiting' },
  durationSeconds: { ru: 'Секунды всего', en: 'Seconds altogether' },
  recording: { ru: 'Ссылка на запись', en: 'Link to the recording' },
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  event: { ru: 'Вид события', en: 'Kind of event' },
})

/** Our words and the provider's variables that they are read from when nothing else is said. */
const defaults = {
  id: 'call_session_id',
  event: 'event',
  at: 'notification_time',
  direction: 'direction',
  phone: 'contact_phone_number',
  name: 'contact_full_name',
  ourAddress: 'virtual_phone_number',
  employee: 'employee_full_name',
  talkSeconds: 'talk_time_duration',
  waitSeconds: 'wait_time_duration',
  durationSeconds: 'total_time_duration',
  recording: 'file_link',
  source: 'utm_source',
  campaign: 'utm_campaign',
} as const

type Fields = Readonly<Record<string, string>>

export function UisFields({ value, onChange }: { value: Fields; onChange: (fields: Fields) => void }) {
  const t = useTexts(texts)
  const set = (name: string, field: string) =>
    onChange(Object.fromEntries(Object.entries({ ...value, [name]: field.trim() }).filter(([, text]) => text !== '')))
  return (
    <Fieldset legend={t('title')}>
      <Text size="xs" c="dimmed" mb="xs">
        {t('hint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
        {(Object.keys(defaults) as (keyof typeof defaults)[]).map((name) => (
          <TextInput
            key={name}
            label={t(name)}
            placeholder={defaults[name]}
            value={value[name] ?? ''}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}
