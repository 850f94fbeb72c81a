import type { Migration } from '../../platform/migrations/migrations.ts'

/** Subscriptions of other systems, and every message that they were or will be sent. */
export const migrations: readonly Migration[] = [
  {
    id: 'hooks/0001-subscriptions',
    create: [
      {
        table: 'hook_subscriptions',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          name text not null,
          url text not null,
          events text[] not null,
          secret text not null,
          active boolean not null default true,
          stopped_reason text,
          failing_since timestamptz,
          attempt_at timestamptz,
          leased_until timestamptz,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
      },
      {
        table: 'hook_deliveries',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          subscription_id uuid not null,
          event text not null,
          object_id uuid,
          payload jsonb not null,
          created_at timestamptz not null,
          state text not null,
          attempts int not null default 0,
          attempted_at timestamptz,
          status int,
          error text,
          ms int,
          primary key (workspace_id, id)`,
        storage: 'fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05',
        indexes: [
          `create index hook_deliveries_waiting on hook_deliveries (workspace_id, subscription_id, id) where state = 'waiting'`,
          'create index hook_deliveries_by_subscription on hook_deliveries (workspace_id, subscription_id, id)',
        ],
      },
    ],
    finally: [
      'alter table hook_deliveries add foreign key (workspace_id, subscription_id) references hook_subscriptions (workspace_id, id) on delete cascade',
    ],
  },
]
