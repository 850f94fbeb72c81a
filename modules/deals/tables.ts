import type { Migration } from '../../platform/migrations/migrations.ts'

export const migrations: readonly Migration[] = [
  {
    id: 'deals/0001-deals',
    create: [
      {
        // Phone and address are kept, not a customer: whose they are is looked up when a deal is read, so that customers
        // who turn out to be one person, and those who call only later, find their deals. A client that a person chose is kept
        // in the same way, as one of the client's contacts (match_*): so the choice survives joins and the CRM's next word.
        // `system` and `account` say whose number `external_id` is: two systems may give the same.
        table: 'deals',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          system text not null default 'file',
          account text not null default '',
          external_id text not null,
          name text,
          -- Collated as the contacts of customers are, so that either finds the other by its index.
          phone text collate "C",
          email text collate "C",
          pipeline text,
          stage text not null,
          stage_key text,
          outcome text not null,
          amount bigint,
          currency char(3) not null,
          lost_reason text,
          url text,
          responsible text,
          responsible_key text,
          responsible_id uuid,
          origin_id uuid,
          -- Where it came from as it is counted: what was told in origin_id, or what interactions say (origin_from).
          origin_from text,
          source_id uuid,
          campaign_id uuid,
          placement_id uuid,
          keyword_id uuid,
          interaction_id uuid,
          visit_id uuid,
          match text,
          match_kind text collate "C",
          match_value text collate "C",
          created_on date not null,
          closed_on date,
          changed_at timestamptz,
          removed_at timestamptz,
          import_id uuid,
          created_at timestamptz not null,
          updated_at timestamptz not null,
          primary key (workspace_id, id),
          unique (workspace_id, system, account, external_id)`,
        indexes: [
          'create index deals_latest on deals (workspace_id, created_on desc, id desc)',
          'create index deals_by_phone on deals (workspace_id, phone) where phone is not null',
          'create index deals_by_email on deals (workspace_id, email) where email is not null',
          'create index deals_by_interaction on deals (workspace_id, interaction_id) where interaction_id is not null',
          'create index deals_by_match on deals (workspace_id, match_kind, match_value) where match_value is not null',
          'create index deals_by_visit on deals (workspace_id, visit_id) where visit_id is not null',
          'create index deals_without_origin on deals (workspace_id) where origin_id is null',
          'create index deals_by_import on deals (workspace_id, import_id) where import_id is not null',
        ],
      },
      {
        // Stages that a deal passed. `exact`: the CRM's own log says when; otherwise it is the moment at which we saw it.
        table: 'deal_stages',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          deal_id uuid not null,
          at timestamptz not null,
          stage_key text not null,
          stage text not null,
          pipeline text,
          outcome text not null,
          exact boolean not null,
          primary key (workspace_id, deal_id, at, stage_key)`,
      },
      {
        // Deals at each level of their origin (the company is the root), by the day on which they were made (span 1) or its week
        // (span 7, the Monday), outcome and currency: so no report adds up two currencies.
        table: 'deal_figures',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          origin_id uuid not null,
          span smallint not null,
          day date not null,
          outcome text not null,
          currency char(3) not null,
          deals int not null,
          amount bigint not null,
          unpriced int not null`,
        storage: 'fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02',
        indexes: [
          `create unique index deal_figures_key on deal_figures (workspace_id, origin_id, span, day, outcome, currency)
             include (deals, amount, unpriced)`,
        ],
      },
      {
        table: 'deal_products',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          deal_id uuid not null,
          position smallint not null,
          external_id text,
          name text not null,
          price bigint,
          quantity numeric(16, 4) not null,
          primary key (workspace_id, deal_id, position)`,
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
