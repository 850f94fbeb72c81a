import type { Migration } from '../../../platform/migrations/migrations.ts'

/** Imports are kept as the history of what came from files; their rows' problems go when the import is forgotten. */
export const migrations: readonly Migration[] = [
  {
    id: 'intake-files/0001-imports',
    create: [
      {
        table: 'imports',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          file_name text not null,
          file_bytes bigint not null,
          file_hash text not null,
          state text not null,
          created_by jsonb not null,
          created_at timestamptz not null,
          choices jsonb not null default '{}',
          profile text,
          signature text,
          rows_expected bigint,
          rows bigint not null default 0,
          imported bigint not null default 0,
          known bigint not null default 0,
          wrong bigint not null default 0,
          created bigint not null default 0,
          updated bigint not null default 0,
          first_at timestamptz,
          last_at timestamptz,
          error jsonb,
          started_at timestamptz,
          finished_at timestamptz,
          primary key (workspace_id, id)`,
        storage: 'fillfactor = 50',
      },
      {
        table: 'import_problems',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          import_id uuid not null,
          row_number bigint not null,
          field text,
          code text not null,
          value text not null,
          primary key (workspace_id, import_id, row_number)`,
      },
      {
        table: 'import_mappings',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          signature text not null,
          choices jsonb not null,
          updated_at timestamptz not null,
          primary key (workspace_id, signature)`,
      },
    ],
    finally: [
      'alter table import_problems add foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade',
    ],
  },
]
