import type { Migration } from '../../platform/migrations/migrations.ts'

export const migrations: readonly Migration[] = [
  {
    id: 'deals/0001-deals',
    create: [
      {
        // Phone and address are kept, not a customer: whose they are is looked up when a deal is read, so that customers
        // who turn out to be one person, and those who call only later, find their deals.
        table: 'deals',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          external_id text not null,
          name text,
          phone text,
          email text,
          stage text not null,
          outcome text not null,
          amount bigint,
          currency char(3) not null,
          responsible text,
          responsible_id uuid,
          origin_id uuid,
          created_on date not null,
          closed_on date,
          import_id uuid,
          created_at timestamptz not null,
          updated_at timestamptz not null,
          primary key (workspace_id, id),
          unique (workspace_id, external_id)`,
        indexes: [
          'create index deals_latest on deals (workspace_id, created_on desc, id desc)',
          'create index deals_by_phone on deals (workspace_id, phone) where phone is not null',
          'create index deals_by_import on deals (workspace_id, import_id) where import_id is not null',
        ],
      },
      {
        table: 'deal_imports',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          file_name text not null,
          file_hash text not null,
          created int not null,
          updated int not null,
          skipped int not null,
          created_by jsonb not null,
          created_at timestamptz not null,
          undone_at timestamptz,
          primary key (workspace_id, id)`,
      },
    ],
  },
]
