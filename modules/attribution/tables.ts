import type { Migration } from '../../platform/migrations/migrations.ts'

export const migrations: readonly Migration[] = [
  {
    id: 'attribution/0001-figures-and-spend',
    create: [
      {
        // Clients' contacts of the company, and again of each department (scope), by origin, day (span 1) or week (span 7, its
        // Monday) and class. The company is the root of the tree of origins: its totals stand under its own id. The index
        // holds the sums, so that a report reads nothing else.
        table: 'origin_figures',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          scope_id uuid not null,
          origin_id uuid not null,
          span smallint not null,
          day date not null,
          class_id uuid,
          interactions int not null,
          missed int not null`,
        storage:
          'fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.02',
        indexes: [
          `create unique index origin_figures_key on origin_figures (workspace_id, scope_id, origin_id, span, day, class_id)
             include (interactions, missed) nulls not distinct`,
        ],
      },
      {
        table: 'spend_imports',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          file_name text not null,
          file_hash text not null,
          rows int not null,
          skipped int not null,
          replaced int not null,
          amount bigint not null,
          first_day date,
          last_day date,
          created_by jsonb not null,
          created_at timestamptz not null,
          undone_at timestamptz,
          primary key (workspace_id, id)`,
      },
      {
        // One amount of one day. Without an origin it is money that nobody has assigned yet: shown apart, never lost.
        // A later file that tells of the same day and origin replaces what an earlier file told; undoing it brings that back.
        table: 'spend',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          day date not null,
          origin_id uuid,
          amount bigint not null,
          currency char(3) not null,
          note text,
          import_id uuid,
          replaced_by uuid,
          created_at timestamptz not null,
          updated_at timestamptz not null,
          primary key (workspace_id, id)`,
        indexes: [
          'create index spend_by_day on spend (workspace_id, day) include (origin_id, amount) where replaced_by is null',
          'create index spend_by_import on spend (workspace_id, import_id) where import_id is not null',
          'create index spend_replaced on spend (workspace_id, replaced_by) where replaced_by is not null',
        ],
      },
    ],
  },
]
