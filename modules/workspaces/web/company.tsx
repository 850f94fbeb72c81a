import { Button, Group, Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import {
  defineTexts,
  Explain,
  Loaded,
  Page,
  Panel,
  problemOf,
  toast,
  toastError,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import type { Workspace } from '../contract.ts'
import { api } from './api.ts'
import { zoneGroups } from './parts/zones.ts'

const texts = defineTexts({
  title: { ru: 'Компания', en: 'Company' },
  about: { ru: 'О компании', en: 'About the company' },
  name: { ru: 'Название', en: 'Name' },
  timezone: { ru: 'Часовой пояс', en: 'Time zone' },
  timezoneHint: {
    ru: 'По нему отчёты считают дни и часы. Дни уже записанных обращений не пересчитываются.',
    en: 'Reports count days and hours by it. Days of interactions already recorded are not counted anew.',
  },
  russia: { ru: 'Россия', en: 'Russia' },
  world: { ru: 'Остальной мир', en: 'Elsewhere' },
  currency: { ru: 'Валюта', en: 'Currency' },
  fixed: {
    ru: 'Выбирается при создании компании: деньги в отчётах уже записаны в ней.',
    en: 'Chosen when the company is founded: money in reports is already recorded in it.',
  },
  slug: { ru: 'Короткое имя', en: 'Short name' },
  slugHint: { ru: 'Стоит в адресах и в командах', en: 'Stands in addresses and commands' },
  norms: { ru: 'Нормы', en: 'Norms' },
  junkNorm: { ru: 'Норма мусора, % обращений', en: 'Junk norm, % of interactions' },
  junkHint: {
    ru: 'Столько мусора в месяц считается обычным. Отчёт заговорит об источнике, кампании или часе только там, где мусора больше нормы и это не случайность.',
    en: 'So much junk a month is taken as usual. A report speaks of a source, campaign or hour only where there is more of it, beyond chance.',
  },
  junkFormula: {
    ru: 'мусор ÷ обращения с классом; сигнал, когда весь 95 % интервал выше нормы и точный критерий с поправкой на число строк это подтверждает',
    en: 'junk ÷ classified interactions; a signal when the whole 95 % interval is over the norm and the exact test, corrected for the number of rows, agrees',
  },
  gap: { ru: 'Порог разрыва между людьми, %', en: 'Gap between people, %' },
  gapHint: {
    ru: 'Разрыв между лучшим и худшим в отделе больше порога — зона роста.',
    en: 'A gap between the best and the worst of a department above this is a growth zone.',
  },
  gapFormula: { ru: 'лучший ÷ худший − 1', en: 'best ÷ worst − 1' },
  terms: { ru: 'Сроки', en: 'Deadlines' },
  disputeDays: { ru: 'Спор о классе, рабочих дней', en: 'Dispute about a class, working days' },
  disputeHint: {
    ru: 'Столько у маркетинга и продаж, чтобы договориться. Потом спор решает директор.',
    en: 'So long marketing and sales have to agree. Then the director decides.',
  },
  classMinutes: { ru: 'Класс после разговора, минут', en: 'Class after a talk, minutes' },
  classHint: {
    ru: 'За столько минут после разговора ставится класс. 0 — до конца дня.',
    en: 'Within so many minutes of its end a talk has its class. 0: until the end of the day.',
  },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  changed: { ru: 'Есть несохранённые изменения', en: 'There are unsaved changes' },
})

export default function CompanyScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.workspaces.read.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('title')} wide={false}>
      <Loaded query={query} rows={6}>
        {(company) => <CompanyForm key={JSON.stringify(company)} company={company} />}
      </Loaded>
    </Page>
  )
}

// 0.1 + 0.2: shares are shown and kept with one digit of a per cent.
const percent = (share: number) => Math.round(share * 1000) / 10

function CompanyForm({ company }: { company: Workspace }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [form, setForm] = useState({
    name: company.name,
    timezone: company.timezone,
    junk: percent(company.settings.junkNorm),
    gap: percent(company.settings.gapThreshold),
    disputeDays: company.settings.disputeDays,
    classMinutes: company.settings.classMinutes,
  })
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const save = useMutation({
    mutationFn: () =>
      api.workspaces.update.call({
        workspace: company.slug,
        name: form.name,
        timezone: form.timezone,
        settings: {
          junkNorm: form.junk / 100,
          gapThreshold: form.gap / 100,
          disputeDays: form.disputeDays,
          classMinutes: form.classMinutes,
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.key() })
      toast(t('saved'))
    },
    onError: (error) => {
      if (!problemOf(error)?.field) toastError(error)
    },
  })
  const problem = problemOf(save.error)
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined)
  const changed =
    form.name !== company.name ||
    form.timezone !== company.timezone ||
    form.junk !== percent(company.settings.junkNorm) ||
    form.gap !== percent(company.settings.gapThreshold) ||
    form.disputeDays !== company.settings.disputeDays ||
    form.classMinutes !== company.settings.classMinutes
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Panel title={t('about')}>
          <Stack gap="sm" maw={480}>
            <TextInput
              label={t('name')}
              required
              value={form.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={errorOf('name')}
            />
            <Select
              label={t('timezone')}
              description={t('timezoneHint')}
              searchable
              data={zoneGroups(company.timezone, t('russia'), t('world'))}
              value={form.timezone}
              onChange={(timezone) => timezone && set({ timezone })}
              allowDeselect={false}
              error={errorOf('timezone')}
            />
            <Group grow align="flex-start" gap="sm">
              <Fixed label={t('currency')} hint={t('fixed')} value={company.currency} />
              <Fixed label={t('slug')} hint={t('slugHint')} value={company.slug} />
            </Group>
          </Stack>
        </Panel>
        <Panel title={t('norms')}>
          <Stack gap="sm" maw={480}>
            <PercentInput
              label={t('junkNorm')}
              hint={t('junkHint')}
              formula={t('junkFormula')}
              value={form.junk}
              onChange={(junk) => set({ junk })}
            />
            <PercentInput
              label={t('gap')}
              hint={t('gapHint')}
              formula={t('gapFormula')}
              value={form.gap}
              onChange={(gap) => set({ gap })}
            />
          </Stack>
        </Panel>
        <Panel title={t('terms')}>
          <Stack gap="sm" maw={480}>
            <NumberInput
              label={t('disputeDays')}
              description={t('disputeHint')}
              value={form.disputeDays}
              onChange={(days) => set({ disputeDays: Number(days) || 1 })}
              min={1}
              max={30}
              allowDecimal={false}
              styles={{ wrapper: { maxWidth: 160 } }}
            />
            <NumberInput
              label={t('classMinutes')}
              description={t('classHint')}
              value={form.classMinutes}
              onChange={(minutes) => set({ classMinutes: Number(minutes) || 0 })}
              min={0}
              max={1440}
              allowDecimal={false}
              styles={{ wrapper: { maxWidth: 160 } }}
            />
          </Stack>
        </Panel>
        <Group gap="sm">
          <Button type="submit" disabled={!changed} loading={save.isPending}>
            {t('save')}
          </Button>
          {changed ? (
            <Text size="sm" c="dimmed">
              {t('changed')}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </form>
  )
}

/** What the company can't change any more, and why. */
const Fixed = ({ label, hint, value }: { label: string; hint: string; value: string }) => (
  <TextInput
    label={label}
    description={hint}
    value={value}
    readOnly
    variant="filled"
    inputWrapperOrder={['label', 'input', 'description']}
  />
)

function PercentInput({
  label,
  hint,
  formula,
  value,
  onChange,
}: {
  label: string
  hint: string
  formula: string
  value: number
  onChange: (value: number) => void
}) {
  const language = useLanguage()
  const id = useId()
  return (
    <div>
      <Group gap={2}>
        <Input.Label htmlFor={id} size="xs">
          {label}
        </Input.Label>
        <Explain title={label} definition={hint} formula={formula} />
      </Group>
      <NumberInput
        id={id}
        description={hint}
        value={value}
        onChange={(next) => onChange(Number(next) || 0)}
        min={0}
        max={100}
        step={0.5}
        decimalScale={1}
        decimalSeparator={language === 'ru' ? ',' : '.'}
        allowedDecimalSeparators={['.', ',']}
        suffix={language === 'ru' ? ' %' : '%'}
        styles={{ wrapper: { maxWidth: 160 } }}
      />
    </div>
  )
}
