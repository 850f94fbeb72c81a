import { Button, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog, problemOf, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import type { AdConnection } from '../../contract.ts'
import { api } from '../api.ts'
import { connectionTexts } from './connection-texts.ts'
import styles from './spend.module.css'

/** A connection as the API tells of it to a browser. */
export type Shown = Pick<
  AdConnection,
  'id' | 'system' | 'name' | 'values' | 'days' | 'rates' | 'active' | 'state' | 'lastError'
> & { readonly lastOkAt: string | Date | null; readonly nextAt: string | Date }

type System = AdConnection['system']
interface SystemFields {
  readonly system: System
  readonly fields: readonly { readonly name: string; readonly secret: boolean; readonly required: boolean }[]
}

const named = ['token', 'clientLogin', 'clientId', 'clientSecret', 'customerId', 'loginCustomerId'] as const
const more = ['developerToken', 'refreshToken', 'address', 'tokenAddress'] as const
const fieldNames = [...named, ...more]

/** Connects a system or changes a connection: the very fields that its cabinet gives. */
export default function ConnectionDialog({
  connection,
  systems,
  onClose,
}: {
  connection: Shown | null
  systems: readonly SystemFields[]
  onClose: () => void
}) {
  const t = useTexts(connectionTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [system, setSystem] = useState<System>(connection?.system ?? 'yandex-direct')
  const fields = systems.find((one) => one.system === system)?.fields ?? []
  const secrets = new Set(fields.flatMap((field) => (field.secret ? [field.name] : [])))
  const [name, setName] = useState(connection?.name ?? '')
  const [days, setDays] = useState(connection?.days ?? 14)
  const [rate, setRate] = useState(
    Object.entries(connection?.rates ?? {})
      .map((pair) => pair.join(' '))
      .join(', '),
  )
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(connection?.values ?? {}).filter(([field]) => !secrets.has(field))),
  )
  const done = () => {
    void queries.invalidateQueries({ queryKey: api.key() })
    onClose()
  }
  const connect = useMutation(api.spend.connect.mutationOptions({ onSuccess: done }))
  const change = useMutation(api.spend.changeConnection.mutationOptions({ onSuccess: done }))
  const problem = problemOf(connect.error ?? change.error)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const rates = Object.fromEntries(
      [...rate.matchAll(/([A-Za-z]{3})\s+([\d.,]*\d)/g)].map(([, code = '', value = '']) => [
        code.toUpperCase(),
        value,
      ]),
    )
    const own = Object.fromEntries(Object.entries(values).filter(([field]) => fields.some((one) => one.name === field)))
    const input = { workspace: slug, name: name.trim() || t(system), values: own, days, rates }
    if (connection) change.mutate({ ...input, id: connection.id })
    else connect.mutate({ ...input, system })
  }
  return (
    <Dialog opened onClose={onClose} title={connection ? t('edit') : t('connect')}>
      <form onSubmit={save} className={styles.form}>
        <div className={styles.pair}>
          <NativeSelect
            label={t('system')}
            value={system}
            disabled={connection !== null}
            onChange={(event) => {
              const chosen = systems.find((one) => one.system === event.currentTarget.value)
              if (chosen) setSystem(chosen.system)
            }}
            data={systems.map((one) => ({ value: one.system, label: t(one.system) }))}
          />
          <TextInput
            label={t('name')}
            placeholder={t(system)}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        {fields.map(({ name: field, secret, required }) => {
          const known = fieldNames.find((one) => one === field)
          const shared = {
            label: known ? t(known) : field,
            description: known ? t(`${known}How`) : undefined,
            inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
              | 'label'
              | 'input'
              | 'description'
              | 'error'
            )[],
            required: required && !(secret && connection),
            placeholder: secret && connection ? t('keep') : undefined,
            value: values[field] ?? '',
            error: problem?.field === `values.${field}` ? problem.message : undefined,
            onChange: (event: { currentTarget: { value: string } }) => {
              const { value } = event.currentTarget
              setValues((was) => ({ ...was, [field]: value }))
            },
          }
          return secret ? (
            <PasswordInput key={field} {...shared} autoComplete="off" />
          ) : (
            <TextInput key={field} {...shared} autoComplete="off" />
          )
        })}
        <div className={styles.pair}>
          <NumberInput
            label={t('days')}
            description={t('daysHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={90}
            value={days}
            onChange={(value) => setDays(Number(value) || 14)}
          />
          <TextInput
            label={t('rate')}
            description={t('rateHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={rate}
            onChange={(event) => setRate(event.currentTarget.value)}
          />
        </div>
        {problem && !problem.field?.startsWith('values.') ? <p role="alert">{problem.message}</p> : null}
        <div className={styles.foot}>
          <Button type="submit" loading={connect.isPending || change.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
