import type { Adapter } from '../adapters/adapter.ts'
import { adapters } from '../adapters/index.ts'
import type { CatalogueEntry } from '../contract.ts'
import type { Listeners } from '../listening/listener.ts'
import { fieldsOf } from './settings.ts'

/** Whether anything would come of a connection: the provider calls us, or we know how to go to it. */
export const canConnect = ({ provider, accepts }: Adapter, listeners: Listeners): boolean =>
  accepts.length > 0 || provider in listeners

/** What can be connected, and what each provider wants to be told. */
export const catalogue = (listeners: Listeners): CatalogueEntry[] =>
  [...adapters.values()]
    .filter((adapter) => canConnect(adapter, listeners))
    .map((adapter) => ({
      provider: adapter.provider,
      group: adapter.group,
      webhook: adapter.accepts.length > 0,
      listens: adapter.provider in listeners,
      testable: adapter.sample !== undefined,
      secrets: adapter.secrets.map(({ name, made, optional = false }) => ({ name, made, optional })),
      fields: fieldsOf(adapter).map((field) => ({
        name: field.name,
        kind: field.kind,
        required: field.required ?? false,
        default: field.default ?? null,
        min: field.min ?? null,
        max: field.max ?? null,
        choices: [...(field.choices ?? [])],
        words: [...(field.words ?? [])],
      })),
    }))
