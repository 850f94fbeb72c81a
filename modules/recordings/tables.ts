import type { Migration } from '../../platform/migrations/migrations.ts'

/** Recordings by interaction, who listened to them, and what a company says about them. */
export const migrations: readonly Migration[] = [
  {
    id: 'recordings/0001-recordings',
    create: [
      {
        table: 'recordings',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          interaction_id uuid not null,
          url text not null,
          state text not null,
          reason text,
          detail text,
          attempts smallint not null default 0,
          next_at timestamptz,
          content text,
          hash text,
          mime text,
          size bigint,
          stored_at timestamptz,
          created_at timestamptz not null,
          primary key (workspace_id, interaction_id)`,
        indexes: [
          `create index recordings_due on recordings (workspace_id, next_at) where state = 'waiting'`,
          `create index recordings_kept on recordings (workspace_id, stored_at) where state = 'stored'`,
        ],
      },
      {
        table: 'recording_listens',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          interaction_id uuid not null,
          actor_kind text not null,
          actor_id text,
          actor_name text not null,
          at timestamptz not null,
          primary key (workspace_id, id)`,
        indexes: ['create index recording_listens_of on recording_listens (workspace_id, interaction_id, at)'],
      },
      {
        table: 'recording_settings',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          keep_days int not null,
          hosts text[] not null,
          marketing_listens boolean not null,
          agencies_listen boolean not null,
          primary key (workspace_id)`,
      },
    ],
  },
]
