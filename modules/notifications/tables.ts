import type { Migration } from '../../platform/migrations/migrations.ts'

/** Who is told where, what the bell shows, and every message that left or will leave the house. */
export const migrations: readonly Migration[] = [
  {
    id: 'notifications/0001-notifications',
    create: [
      {
        table: 'notification_bell',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          employee_id uuid not null,
          notice_id uuid not null,
          read_at timestamptz,
          primary key (workspace_id, employee_id, notice_id)`,
        indexes: [
          'create index notification_bell_unread on notification_bell (workspace_id, employee_id) where read_at is null',
          'create index notification_bell_by_notice on notification_bell (workspace_id, notice_id)',
        ],
      },
      {
        table: 'notification_preferences',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          employee_id uuid not null,
          timezone text,
          quiet_from smallint,
          quiet_to smallint,
          mail boolean not null default true,
          paces jsonb not null default '{}',
          updated_at timestamptz not null,
          primary key (workspace_id, employee_id)`,
      },
      {
        table: 'notification_channels',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          kind text not null,
          name text not null,
          language text not null,
          settings jsonb not null,
          secret text not null,
          active boolean not null default true,
          stopped_reason text,
          failing_since timestamptz,
          attempt_at timestamptz,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
      },
      {
        table: 'notification_rules',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          name text not null,
          types text[] not null,
          department_id uuid,
          source_id uuid,
          threshold jsonb,
          concerned boolean not null,
          employees uuid[] not null,
          roles text[] not null,
          channel_id uuid,
          pace text not null,
          active boolean not null default true,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
      },
      {
        table: 'notification_messages',
        distribute: 'workspace',
        // `recipient`: an employee's or a channel's id. `key`: what may not be sent twice.
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          channel text not null,
          recipient uuid not null,
          key text not null,
          state text not null,
          created_at timestamptz not null,
          due_at timestamptz not null,
          attempt_at timestamptz not null,
          leased_until timestamptz,
          attempts int not null default 0,
          attempted_at timestamptz,
          status int,
          answer text,
          primary key (workspace_id, id),
          unique (workspace_id, key)`,
        storage: 'fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05',
        indexes: [
          `create index notification_messages_due on notification_messages (workspace_id, attempt_at) where state in ('waiting', 'sending')`,
          'create index notification_messages_by_channel on notification_messages (workspace_id, recipient, id)',
        ],
      },
      {
        table: 'notification_message_notices',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          message_id uuid not null,
          notice_id uuid not null,
          primary key (workspace_id, message_id, notice_id)`,
      },
      {
        table: 'notification_reminders',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          employee_id uuid not null,
          day date not null,
          primary key (workspace_id, employee_id)`,
      },
    ],
    finally: [
      'alter table notification_bell add foreign key (workspace_id, notice_id) references notices (workspace_id, id) on delete cascade',
      'alter table notification_message_notices add foreign key (workspace_id, message_id) references notification_messages (workspace_id, id) on delete cascade',
      'alter table notification_message_notices add foreign key (workspace_id, notice_id) references notices (workspace_id, id) on delete cascade',
      'alter table notification_rules add foreign key (workspace_id, channel_id) references notification_channels (workspace_id, id) on delete cascade',
    ],
  },
]
