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
          -- Of an advertising system: how its amounts were understood, and the total that it states itself (millionths).
          system text,
          source text,
          terms jsonb,
          own_total bigint,
          difference bigint,
          connection_id uuid,
          primary key (workspace_id, id)`,
        indexes: [
          'create unique index spend_imports_of_connection on spend_imports (workspace_id, connection_id) where connection_id is not null',
        ],
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
          period_id uuid,
          -- What an advertising system calls it, and what it wrote (millionths of its currency): the amount is computed from that.
          system text,
          ad_campaign_id uuid,
          ad_group text,
          ad_group_id text,
          ad_keyword text,
          kind text,
          written bigint,
          written_currency char(3),
          created_at timestamptz not null,
          updated_at timestamptz not null,
          primary key (workspace_id, id)`,
        indexes: [
          'create index spend_by_campaign on spend (workspace_id, ad_campaign_id) where ad_campaign_id is not null',
          'create index spend_by_period on spend (workspace_id, period_id) where period_id is not null',
          'create index spend_by_day on spend (workspace_id, day) include (origin_id, amount) where replaced_by is null',
          'create index spend_by_import on spend (workspace_id, import_id) where import_id is not null',
          'create index spend_replaced on spend (workspace_id, replaced_by) where replaced_by is not null',
        ],
      },
      {
        // An amount entered for a stretch of days; its days are rows of spend.
        table: 'spend_periods',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          first_day date not null,
          last_day date not null,
          amount bigint not null,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
      },
      {
        // A campaign as its advertising system knows it, and the campaign of the record that it is. Without one its money stands at
        // the source.
        table: 'ad_campaigns',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          system text not null,
          external_id text,
          name text,
          origin_id uuid,
          matched_by text,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
        indexes: [
          'create unique index ad_campaigns_by_id on ad_campaigns (workspace_id, system, external_id) where external_id is not null',
          'create index ad_campaigns_by_name on ad_campaigns (workspace_id, system, name)',
        ],
      },
      {
        // How the company reads the money of a system; under '' how it counts VAT itself.
        table: 'spend_rules',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          system text not null,
          source text,
          vat text,
          updated_at timestamptz not null,
          primary key (workspace_id, system)`,
      },
      {
        table: 'ad_connections',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          system text not null,
          name text not null,
          settings jsonb not null,
          secret text not null,
          days int not null,
          active boolean not null,
          state text not null,
          since timestamptz not null,
          last_ok_at timestamptz,
          last_error text,
          failures int not null default 0,
          next_at timestamptz not null,
          created_by text not null,
          created_at timestamptz not null,
          archived_at timestamptz,
          primary key (workspace_id, id)`,
        indexes: ['create index ad_connections_due on ad_connections (next_at) where active'],
      },
    ],
  },
]
