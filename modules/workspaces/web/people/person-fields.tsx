import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import type { Employee } from '../../contract.ts'
import { RoleSelect } from '../parts/role-select.tsx'
import { useDepartments } from '../parts/use-departments.ts'

const texts = defineTexts({
  name: { ru: 'Имя', en: 'Name' },
  email: { ru: 'Почта', en: 'E-mail' },
  department: { ru: 'Отдел', en: 'Department' },
  departmentHint: { ru: 'Людей сравнивают внутри отдела', en: 'People are compared within a department' },
  noDepartment: { ru: 'Без отдела', en: 'No department' },
})

export type PersonForm = Pick<Employee, 'name' | 'role' | 'departmentId'> & { readonly email: string }

/** Who somebody is and where they work, as the list and an invitation ask for it. */
export function PersonFields({
  form,
  set,
  errorOf,
  emailHint,
  emailRequired = false,
  focus = 'name',
  withDepartment = true,
}: {
  form: PersonForm
  set: (change: Partial<PersonForm>) => void
  errorOf: (field: string) => string | undefined
  emailHint: string | undefined
  emailRequired?: boolean
  focus?: 'name' | 'email'
  withDepartment?: boolean
}) {
  const t = useTexts(texts)
  const departments = useDepartments()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        label={t('name')}
        required
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errorOf('name')}
        data-autofocus={focus === 'name' ? true : undefined}
      />
      <TextInput
        label={t('email')}
        title={emailHint}
        type="email"
        required={emailRequired}
        value={form.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
        error={errorOf('email')}
        data-autofocus={focus === 'email' ? true : undefined}
      />
      <RoleSelect value={form.role} onChange={(role) => set({ role })} error={errorOf('role')} />
      {withDepartment ? (
        <Select
          label={t('department')}
          description={t('departmentHint')}
          placeholder={t('noDepartment')}
          data={departments.options}
          value={form.departmentId}
          onChange={(departmentId) => set({ departmentId })}
          clearable
          error={errorOf('departmentId')}
        />
      ) : null}
    </SimpleGrid>
  )
}
