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
          search tsvector generated always as (case when name is null then null else to_tsvector('russian'::regconfig, name) end) stored,
          primary key (workspace_id, id)`,
        indexes: ['create index customers_by_name on customers using gin (search) where name is not null'],
      },
      {
        // `reversed` answers "ends with 45-67", which is how people look a number up; the key itself "begins with".
        // Collation C makes both plain byte order, which LIKE can use and which is quickest to keep.
        table: 'customer_contacts',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          kind text collate "C" not null,
          value text collate "C" not null,
          customer_id uuid not null,
          reversed text collate "C" generated always as (reverse(value)) stored,
          primary key (workspace_id, kind, value)`,
        indexes: [
          'create index customer_contacts_by_customer on customer_contacts (workspace_id, customer_id)',
          'create index customer_contacts_by_ending on customer_contacts (workspace_id, reversed)',
        ],
      },
      {
        // Two customers who turned out to be one: what the one who is gone had, and why. Enough to part them again.
        table: 'customer_joins',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          kept_id uuid not null,
          gone_id uuid not null,
          gone_name text,
          gone_created_at timestamptz not null,
          contacts jsonb not null,
          because jsonb not null,
          joined_at timestamptz not null,
          parted_at timestamptz,
          parted_by jsonb,
          reason text,
          primary key (workspace_id, id)`,
        indexes: [
          'create index customer_joins_by_kept on customer_joins (workspace_id, kept_id, id)',
          'create index customer_joins_by_gone on customer_joins (workspace_id, gone_id)',
        ],
      },
      {
        // Customers of whom a person said that they are two: nothing joins them again by itself. \`a\` sorts before \`b\`.
        table: 'customers_apart',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          a uuid not null,
          b uuid not null,
          primary key (workspace_id, a, b)`,
        indexes: ['create index customers_apart_back on customers_apart (workspace_id, b)'],
      },
    ],
  },
]
