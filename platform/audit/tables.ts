import type { Migration } from '../migrations/migrations.ts'

export const auditMigrations: readonly Migration[] = [
  {
    id: 'audit/0001-chain',
    create: [
      {
        table: 'audit_heads',
        distribute: 'workspace',
        columns: 'workspace_id uuid primary key, seq bigint not null, hash text not null',
      },
      {
        table: 'audit_log',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          seq bigint not null,
          at timestamptz not null,
          actor jsonb not null,
          action text not null,
          object_type text not null,
          object_id text not null,
          before jsonb,
          after jsonb,
          reason text,
          previous_hash text not null,
          hash text not null,
          primary key (workspace_id, seq)`,
        indexes: ['create index audit_log_by_object on audit_log (workspace_id, object_type, object_id, seq)'],
      },
    ],
  },
]
