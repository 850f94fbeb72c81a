import type { Migration } from '../../platform/migrations/migrations.ts'

/**
 * Visits arrive by the thousand a second: rows are narrow, what changes with each hit (last time, counts) stands in no index, and ids
 * that the script makes are time-ordered, so that every index grows at its end.
 */
export const migrations: readonly Migration[] = [
  {
    id: 'visits/0001-visits',
    create: [
      {
        table: 'sites',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          key text collate "C" not null,
          name text not null,
          domains text[] not null,
          settings jsonb not null,
          active boolean not null default true,
          created_at timestamptz not null,
          archived_at timestamptz,
          primary key (workspace_id, id),
          unique (workspace_id, key)`,
      },
      {
        // What came to a site by the day, taken and refused. A forged key has no site: its rows carry the company's id instead.
        table: 'site_counts',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          site_id uuid not null,
          day date not null,
          what text not null,
          count bigint not null,
          last_at timestamptz not null,
          primary key (workspace_id, site_id, day, what)`,
      },
      {
        // How the company calls its advertisements' marks; no row means the usual rules.
        table: 'origin_rules',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          rules jsonb not null,
          changed_at timestamptz not null,
          primary key (workspace_id)`,
      },
      {
        // How long pages of visits are kept (null: for ever), the last cleaning, and the one under way.
        table: 'visit_keeping',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          days int,
          last_run_at timestamptz,
          last_deleted bigint,
          running_since timestamptz,
          deleted bigint not null,
          cleaned_to timestamptz,
          primary key (workspace_id)`,
      },
      {
        // Each way that visitors came on, once. The id is made of the names, so that nobody has to look it up.
        table: 'visit_origins',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          medium text not null,
          source text not null,
          campaign text,
          placement text,
          keyword text,
          certain boolean not null,
          primary key (workspace_id, id)`,
      },
      {
        table: 'visitors',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          site_id uuid not null,
          first_at timestamptz not null,
          first_origin_id uuid not null,
          last_at timestamptz not null,
          primary key (workspace_id, id)`,
        storage: 'fillfactor = 80',
      },
      {
        table: 'visits',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          site_id uuid not null,
          visitor_id uuid,
          number int not null,
          local_day date not null,
          started_at timestamptz not null,
          last_at timestamptz not null,
          pages int not null,
          hits int not null,
          goals int not null,
          origin_id uuid not null,
          direct boolean not null,
          landing text not null,
          referrer text,
          marks jsonb,
          device text not null,
          region text,
          primary key (workspace_id, id)`,
        storage:
          'fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05',
        indexes: [
          'create index visits_latest on visits (workspace_id, started_at, id)',
          'create index visits_by_visitor on visits (workspace_id, visitor_id, started_at) where visitor_id is not null',
          'create index visits_by_day on visits (workspace_id, local_day) include (origin_id, visitor_id, site_id)',
        ],
      },
      {
        table: 'hits',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          visit_id uuid not null,
          at timestamptz not null,
          kind text collate "C" not null,
          page text not null,
          name text,
          value double precision,
          primary key (workspace_id, id)`,
        storage: 'autovacuum_vacuum_insert_scale_factor = 0.05',
        indexes: ['create index hits_by_visit on hits (workspace_id, visit_id, at)'],
      },
      {
        // Contacts that a visitor left in a form, kept with the hit until the record has them.
        table: 'site_forms',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          site_id uuid not null,
          visit_id uuid not null,
          visitor_id uuid,
          at timestamptz not null,
          form text,
          page text not null,
          phone text,
          email text,
          name text,
          recorded_at timestamptz,
          primary key (workspace_id, id)`,
        indexes: ['create index site_forms_waiting on site_forms (workspace_id, id) where recorded_at is null'],
      },
    ],
  },
]
