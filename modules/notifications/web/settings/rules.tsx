import { Badge, Button, Stack, Switch, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Confirm,
  defineTexts,
  Empty,
  Loaded,
  Panel,
  roleTexts,
  toastError,
  useLanguage,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Channel, type Rule } from '../api.ts'
import styles from '../notifications.module.css'
import { RuleForm } from './rule-form.tsx'
import { useCompany } from './use-company.ts'
import { paceTexts } from './words.ts'

const texts = defineTexts({
  usual: {
    ru: 'Без единого правила всё работает: каждый узнаёт о том, что касается его самого. Правило добавляет людей, роли или канал, либо меняет, как быстро приходят письма.',
    en: 'It all works without a single rule: everybody hears of what concerns them. A rule adds people, roles or a channel, or changes how soon letters come.',
  },
  add: { ru: 'Новое правило', en: 'New rule' },
  empty: { ru: 'Правил ещё нет', en: 'No rules yet' },
  emptyWhy: {
    ru: 'Например: споры отдела «Окна» — ещё и в общий чат Telegram.',
    en: 'For example: disputes of the department “Windows” also go to a chat in Telegram.',
  },
  every: { ru: 'Все события', en: 'Everything' },
  atMost: { ru: '{name} не больше {value}', en: '{name} at most {value}' },
  atLeast: { ru: '{name} не меньше {value}', en: '{name} at least {value}' },
  concerned: { ru: 'кого касается', en: 'whom it concerns' },
  to: { ru: 'Кому: {who}', en: 'To: {who}' },
  on: { ru: 'Правило «{name}» действует', en: 'The rule “{name}” is on' },
  edit: { ru: 'Изменить', en: 'Edit' },
  remove: { ru: 'Удалить', en: 'Remove' },
  removeSure: { ru: 'Удалить правило «{name}»?', en: 'Remove the rule “{name}”?' },
  removeWhy: {
    ru: 'Кого касается само, те узнают и без него.',
    en: 'Those whom it concerns hear of it without the rule too.',
  },
})

/** What the company added to what everybody hears anyway. */
export default function Rules() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const [editing, setEditing] = useState<Rule | 'new' | null>(null)
  const query = useQuery(api.rules.list.queryOptions({ input: { workspace: slug } }))
  const channels = useQuery(api.channels.list.queryOptions({ input: { workspace: slug } })).data ?? []
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Stack gap="sm">
      <div className={styles.row}>
        <Text size="sm" c="dimmed">
          {t('usual')}
        </Text>
        {query.data?.length ? <span style={{ flex: 'none' }}>{add}</span> : null}
      </div>
      <Loaded query={query} rows={4}>
        {(rules) =>
          rules.length === 0 ? (
            <Panel>
              <Empty title={t('empty')} action={add}>
                {t('emptyWhy')}
              </Empty>
            </Panel>
          ) : (
            <Stack gap="sm">
              {rules.map((rule) => (
                <RuleCard key={rule.id} rule={rule} channels={channels} onEdit={() => setEditing(rule)} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {editing ? (
        <RuleForm channels={channels} {...(editing !== 'new' && { rule: editing })} onClose={() => setEditing(null)} />
      ) : null}
    </Stack>
  )
}

function RuleCard({ rule, channels, onEdit }: { rule: Rule; channels: readonly Channel[]; onEdit: () => void }) {
  const t = useTexts(texts)
  const role = useTexts(roleTexts)
  const pace = useTexts(paceTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const { nameOf } = useCompany()
  const [removing, setRemoving] = useState(false)
  const conditions = useConditions(rule, nameOf)
  const changed = () => queries.invalidateQueries({ queryKey: api.rules.key() })
  const toggle = useMutation({
    mutationFn: (active: boolean) => api.rules.update.call({ ...rule, workspace: slug, active }),
    onSuccess: changed,
    onError: toastError,
  })
  const who = [
    rule.concerned ? t('concerned') : null,
    ...rule.roles.map((name) => role(name)),
    ...rule.employees.map((id) => nameOf(id)),
    channels.find(({ id }) => id === rule.channelId)?.name,
  ].filter(Boolean)
  return (
    <Panel
      title={rule.name}
      actions={
        <>
          <Switch
            aria-label={t('on', { name: rule.name })}
            checked={rule.active}
            onChange={(event) => toggle.mutate(event.currentTarget.checked)}
          />
          <Button variant="default" onClick={onEdit}>
            {t('edit')}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        </>
      }
    >
      <Stack gap={6}>
        <span className={styles.title}>
          {conditions.map((text) => (
            <Badge key={text} color="gray">
              {text}
            </Badge>
          ))}
        </span>
        <Text size="sm">
          {t('to', { who: who.join(', ') })} · {pace(rule.pace).toLocaleLowerCase()}
        </Text>
      </Stack>
      <Confirm
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t('removeSure', { name: rule.name })}
        action={t('remove')}
        danger
        onConfirm={async () => {
          await api.rules.remove.call({ workspace: slug, id: rule.id })
          await changed()
        }}
      >
        {t('removeWhy')}
      </Confirm>
    </Panel>
  )
}

/** What a rule speaks of, in words. */
function useConditions(rule: Rule, nameOf: (id: string) => string | null): string[] {
  const t = useTexts(texts)
  const language = useLanguage()
  const { slug } = useWorkspace()
  const kinds = useQuery(api.preferences.read.queryOptions({ input: { workspace: slug } })).data?.kinds ?? []
  const names = rule.types.map((type) => kinds.find((kind) => kind.type === type)?.name[language] ?? type)
  const { threshold } = rule
  const fact =
    threshold && (kinds.map(({ numbers }) => numbers[threshold.fact]).find(Boolean)?.[language] ?? threshold.fact)
  return [
    ...(names.length > 0 ? names : [t('every')]),
    rule.departmentId ? nameOf(rule.departmentId) : null,
    rule.sourceId ? nameOf(rule.sourceId) : null,
    threshold
      ? t(threshold.is === 'at_most' ? 'atMost' : 'atLeast', { name: fact ?? '', value: threshold.value })
      : null,
  ].filter((text) => text !== null)
}
