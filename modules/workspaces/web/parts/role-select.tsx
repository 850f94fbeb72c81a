import { Select } from '@mantine/core'
import { type Role, roles } from '../../../../kernel/access.ts'
import { defineTexts, roleTexts, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { mayGrant } from '../../rules.ts'

const texts = defineTexts({
  role: { ru: 'Роль', en: 'Role' },
  manager: { ru: 'Видит свои обращения и ставит им класс', en: 'Sees their own interactions and sets their class' },
  senior: {
    ru: 'Ведёт клиентов после первой покупки, видит своё',
    en: 'Existing clients after the first purchase, sees their own',
  },
  head: {
    ru: 'Видит отдел (без отдела — все продажи), сравнивает людей',
    en: 'Sees the department (without one, all sales), compares people',
  },
  marketing: {
    ru: 'Источники, спам, расходы; данные клиентов скрыты',
    en: 'Sources, junk, spend; clients’ data are masked',
  },
  director: {
    ru: 'Видит всё, кроме управления людьми и ключами',
    en: 'Sees everything, does not manage people and keys',
  },
  auditor: { ru: 'Видит только назначенное', en: 'Sees only what is assigned' },
  admin: { ru: 'Люди, роли, ключи, каналы, настройки', en: 'People, roles, keys, channels, settings' },
  agency: { ru: 'Как маркетинг, гость из агентства', en: 'Like marketing, a guest from an agency' },
})

/** A role with one line on what it sees. Roles above one's own can't be given and are not offered. */
export function RoleSelect({
  value,
  onChange,
  error,
}: {
  value: Role
  onChange: (role: Role) => void
  error?: string | undefined
}) {
  const t = useTexts(texts)
  const name = useTexts(roleTexts)
  const { role: own } = useWorkspace()
  return (
    <Select
      label={t('role')}
      description={t(value)}
      data={roles
        .filter((role) => role === value || mayGrant(own, role))
        .map((role) => ({ value: role, label: name(role) }))}
      value={value}
      onChange={(chosen) => {
        const role = roles.find((one) => one === chosen)
        if (role) onChange(role)
      }}
      allowDeselect={false}
      error={error}
    />
  )
}
