import { MultiSelect, NativeSelect, NumberInput, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Site } from './api.ts'
import { dialTexts } from './dial-texts.ts'

type Settings = Site['settings']
type Dial = Settings['dial']

/** Whether and how the exchange calls for a site: through what, whom, how long, showing which number. */
export default function DialFields({
  settings,
  onChange,
  problem,
}: {
  settings: Settings
  onChange: (part: Partial<Settings>) => void
  problem: { readonly field: string | null; readonly message: string } | null
}) {
  const t = useTexts(dialTexts)
  const { slug } = useWorkspace()
  const { data } = useQuery(api.exchanges.queryOptions({ input: { workspace: slug } }))
  if (!data) return null
  const { dial } = settings
  const set = (part: Partial<Dial>) => onChange({ dial: { ...dial, ...part } })
  const wrong = (name: string) => (problem?.field === `settings.dial.${name}` ? problem.message : undefined)
  const connections = [
    { value: '', label: t('connectionNone') },
    ...data.connections.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const departments = [
    { value: '', label: t('departmentAll') },
    ...data.departments.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Stack gap="sm" role="group" aria-label={t('section')}>
      <Text fw={700} mt="sm">
        {t('section')}
      </Text>
      {data.connections.length === 0 ? (
        <Text size="sm">{t('connectionsNone')}</Text>
      ) : (
        <>
          <NativeSelect
            label={t('connection')}
            data={connections}
            value={dial.connection ?? ''}
            onChange={({ currentTarget: { value } }) =>
              set({ connection: value || null, ...(!value && { enabled: false }) })
            }
            error={wrong('connection')}
          />
          {dial.connection ? (
            <>
              <Switch
                label={t('auto')}
                description={t('autoHint')}
                checked={dial.enabled}
                onChange={(event) => set({ enabled: event.currentTarget.checked })}
              />
              {dial.enabled ? (
                <>
                  <SegmentedControl
                    aria-label={t('who')}
                    value={dial.who}
                    onChange={(who) => set({ who: who === 'list' ? 'list' : 'duty' })}
                    data={[
                      { value: 'duty', label: t('whoDuty') },
                      { value: 'list', label: t('whoList') },
                    ]}
                  />
                  {dial.who === 'duty' ? (
                    <NativeSelect
                      label={t('department')}
                      description={t('dutyHint')}
                      data={departments}
                      value={settings.departmentId ?? ''}
                      onChange={({ currentTarget: { value } }) => onChange({ departmentId: value || null })}
                    />
                  ) : (
                    <MultiSelect
                      label={t('people')}
                      searchable
                      hidePickedOptions
                      maxValues={50}
                      data={data.people.map(({ id, name, hasLine }) => ({
                        value: id,
                        label: hasLine ? name : t('noLine', { name }),
                      }))}
                      value={[...dial.people]}
                      onChange={(people) => set({ people })}
                      error={wrong('people')}
                    />
                  )}
                </>
              ) : null}
              <NumberInput
                label={t('ring')}
                min={10}
                max={60}
                allowDecimal={false}
                value={dial.ringSeconds}
                onChange={(value) => set({ ringSeconds: Number(value) || 20 })}
                error={wrong('ringSeconds')}
              />
              <TextInput
                label={t('callerId')}
                description={t('callerIdHint')}
                type="tel"
                maxLength={20}
                value={dial.callerId}
                onChange={(event) => set({ callerId: event.currentTarget.value })}
                error={wrong('callerId')}
              />
            </>
          ) : null}
        </>
      )}
    </Stack>
  )
}
