import type { Migration } from '../../platform/migrations/migrations.ts'

export const migrations: readonly Migration[] = [
  {
    id: 'customers/0001-customers',
    create: [
      {
        table: 'customers',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          name text,
          created_at timestamptz not null,
          search tsvector generated always as (to_tsvector('russian'::regconfig, coalesce(name, ''))) stored,
          primary key (workspace_id, id)`,
        indexes: ['create index customers_by_name on customers using gin (search) where name is not null'],
      },
      {
        // `reversed` answers "ends with 45-67", which is how people look a number up.
        table: 'customer_contacts',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          kind text not null,
          value text not null,
          customer_id uuid not null,
          reversed text generated always as (reverse(value)) stored,
          primary key (workspace_id, kind, value)`,
        indexes: [
          'create index customer_contacts_by_customer on customer_contacts (workspace_id, customer_id)',
          'create index customer_contacts_by_ending on customer_contacts (workspace_id, reversed text_pattern_ops)',
          'create index customer_contacts_by_beginning on customer_contacts (workspace_id, value text_pattern_ops)',
        ],
      },
    ],
  },
]
