import type { Migration } from '../../platform/migrations/migrations.ts'

/**
 * Doors for providers and the inbox behind them. A raw event is written once and kept: applying it changes its state only.
 * `identity` is a hash of what was said, so that a delivery repeated by the provider is one event.
 */
export const migrations: readonly Migration[] = [
  {
    id: 'intake/0001-inbox',
    create: [
      {
        table: 'endpoints',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          provider text not null,
          name text not null,
          token text not null,
          secret text not null,
          settings jsonb not null default '{}',
          active boolean not null default true,
          created_by text not null,
          created_at timestamptz not null,
          archived_at timestamptz,
          primary key (workspace_id, id),
          unique (workspace_id, token)`,
      },
      {
        table: 'raw_events',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          endpoint_id uuid not null,
          provider text not null,
          topic text not null,
          content_type text not null,
          headers jsonb,
          body bytea not null,
          identity bytea not null,
          received_at timestamptz not null,
          state text not null,
          reason text,
          detail text,
          attempts smallint not null default 0,
          applied_at timestamptz,
          subject text,
          primary key (workspace_id, id),
          unique (workspace_id, endpoint_id, identity)`,
        // Applying an event rewrites its row: room for that on the same page keeps the table from growing.
        storage:
          'fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05, toast_tuple_target = 1024',
        indexes: [
          `create index raw_events_waiting on raw_events (workspace_id, id) where state = 'waiting'`,
          `create index raw_events_failed on raw_events (workspace_id, id) where state = 'failed'`,
          'create index raw_events_by_endpoint on raw_events (workspace_id, endpoint_id, id)',
          'create index raw_events_by_subject on raw_events (workspace_id, provider, subject) where subject is not null',
        ],
      },
      {
        // Connections that we go to ourselves: whether they work, and how far they were read.
        table: 'endpoint_states',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          state text not null,
          since timestamptz not null,
          last_ok_at timestamptz,
          error text,
          detail text,
          failures int not null default 0,
          retry_at timestamptz,
          cursor jsonb,
          primary key (workspace_id, endpoint_id)`,
      },
      {
        // Requests that were turned away: who sets an endpoint up sees why nothing comes through.
        table: 'endpoint_refusals',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          reason text not null,
          day date not null,
          count int not null,
          last_at timestamptz not null,
          primary key (workspace_id, endpoint_id, reason, day)`,
      },
    ],
  },
]
