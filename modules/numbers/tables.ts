import type { Migration } from '../../platform/migrations/migrations.ts'

/** The company's numbers, what each of them stood for and when, who held which, and the calls that came in on them. */
export const migrations: readonly Migration[] = [
  {
    id: 'numbers/0001-numbers',
    create: [
      {
        table: 'tracking_numbers',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          number text collate "C" not null,
          line text,
          line_key text collate "C",
          label text,
          created_at timestamptz not null,
          primary key (workspace_id, id),
          unique (workspace_id, number)`,
        indexes: [
          'create index tracking_numbers_by_line on tracking_numbers (workspace_id, line_key) where line_key is not null',
        ],
      },
      {
        // A number that moves to another campaign keeps what it was before: calls of that time stay that campaign's.
        table: 'number_uses',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          number_id uuid not null,
          since timestamptz not null,
          kind text not null,
          pool_id uuid,
          source text,
          campaign text,
          placement text,
          keyword text,
          offline boolean not null default false,
          site_id uuid,
          replaces text[] not null default '{}',
          primary key (workspace_id, number_id, since)`,
      },
      {
        table: 'number_pools',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          name text not null,
          site_id uuid,
          replaces text[] not null,
          sources text[] not null default '{}',
          hold_seconds int not null,
          late_seconds int not null,
          when_dry text not null,
          fallback text,
          accepted_loss real not null,
          level text not null default 'fine',
          created_at timestamptz not null,
          archived_at timestamptz,
          primary key (workspace_id, id)`,
      },
      {
        // The present state of a pool, one row per number: what a visitor's first page asks.
        table: 'number_slots',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          pool_id uuid not null,
          number text collate "C" not null,
          held_until timestamptz not null,
          given_at timestamptz not null,
          shown_at timestamptz not null,
          sharers int not null default 0,
          primary key (workspace_id, pool_id, number)`,
        storage: 'fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500',
      },
      {
        table: 'number_holds',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          number text collate "C" not null,
          started_at timestamptz not null,
          id uuid not null,
          pool_id uuid not null,
          visitor_id uuid not null,
          visit_id uuid not null,
          seen_at timestamptz not null,
          until timestamptz not null,
          shared boolean not null,
          source text,
          campaign text,
          placement text,
          keyword text,
          certain boolean,
          told_at timestamptz not null,
          primary key (workspace_id, number, started_at, id)`,
        storage: 'fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02',
        indexes: ['create index number_holds_by_visitor on number_holds (workspace_id, visitor_id, started_at)'],
      },
      {
        // Every quarter of an hour of a pool; kept in step by a job.
        table: 'number_occupancy',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          pool_id uuid not null,
          at timestamptz not null,
          size int not null,
          peak int not null,
          begun int not null,
          shared int not null,
          held_seconds bigint not null,
          primary key (workspace_id, pool_id, at)`,
      },
      {
        // Visits that found the pool dry and were shown the fallback number, or none.
        table: 'number_misses',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          pool_id uuid not null,
          at timestamptz not null,
          visit_id uuid not null,
          primary key (workspace_id, pool_id, visit_id)`,
        indexes: ['create index number_misses_latest on number_misses (workspace_id, pool_id, at)'],
      },
      {
        // Calls that came in on a tracking number: kept in step with the record.
        table: 'number_calls',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          interaction_id uuid not null,
          number text collate "C" not null,
          started_at timestamptz not null,
          kind text not null,
          confidence smallint,
          visit_id uuid,
          outcome text,
          is_test boolean not null,
          matched_at timestamptz not null,
          primary key (workspace_id, interaction_id)`,
        indexes: [
          'create index number_calls_by_number on number_calls (workspace_id, number, started_at)',
          'create index number_calls_latest on number_calls (workspace_id, started_at)',
        ],
      },
    ],
  },
]
