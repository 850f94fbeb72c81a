import type { Migration } from '../migrations/migrations.ts'

export const noticeMigrations: readonly Migration[] = [
  {
    id: 'notices/0001-notices',
    create: [
      {
        table: 'notices',
        distribute: 'workspace',
        // `passed_on_at`: when it was decided who hears of it.
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          type text not null,
          interaction_id uuid,
          concerns jsonb not null,
          facts jsonb not null,
          path text not null,
          key text not null,
          created_at timestamptz not null,
          passed_on_at timestamptz,
          primary key (workspace_id, id),
          unique (workspace_id, key)`,
        indexes: ['create index notices_waiting on notices (workspace_id, id) where passed_on_at is null'],
      },
    ],
  },
]
