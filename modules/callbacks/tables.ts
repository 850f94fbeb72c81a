import type { Migration } from '../../platform/migrations/migrations.ts'

/** Numbers that wait to be called, and what became of them. */
export const migrations: readonly Migration[] = [
  {
    id: 'callbacks/0001-requests',
    create: [
      {
        table: 'callback_settings',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          site_id uuid not null,
          settings jsonb not null,
          updated_at timestamptz not null,
          primary key (workspace_id, site_id)`,
      },
      {
        table: 'callback_requests',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          site_id uuid not null,
          phone text collate "C" not null,
          name text,
          state text not null,
          result text,
          note text,
          created_at timestamptz not null,
          wanted_at timestamptz,
          promised_from timestamptz not null,
          promised_until timestamptz not null,
          try_at timestamptz not null,
          attempts int not null default 0,
          department_id uuid,
          employee_id uuid,
          taken_at timestamptz,
          talked_at timestamptz,
          closed_at timestamptz,
          visit_id uuid,
          visitor_key text,
          page_url text,
          language text not null,
          record_due timestamptz,
          primary key (workspace_id, id)`,
        storage: 'fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05',
        indexes: [
          `create index callback_requests_waiting on callback_requests (workspace_id, try_at, id) where state = 'waiting'`,
          `create index callback_requests_by_phone on callback_requests (workspace_id, phone) where state = 'waiting'`,
          'create index callback_requests_latest on callback_requests (workspace_id, created_at, id)',
          'create index callback_requests_to_record on callback_requests (workspace_id, record_due) where record_due is not null',
        ],
      },
    ],
  },
]
