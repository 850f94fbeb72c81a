import type { Migration } from '../../platform/migrations/migrations.ts'

/**
 * Dialogues by letters and messengers. The record is told of them from here, whole, after each change: `conversations` and
 * `conversation_messages` are what was said, the interaction is what is made of it.
 */
export const migrations: readonly Migration[] = [
  {
    id: 'messaging/0001-conversations',
    create: [
      {
        // One interaction. `thread` is what the channel keeps together (a chat, a chain of letters): it may hold several.
        table: 'conversations',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          endpoint_id uuid not null,
          provider text collate "C" not null,
          thread text collate "C" not null,
          client jsonb not null,
          client_key text collate "C",
          subject text,
          subject_key text collate "C",
          answer_to jsonb not null,
          our_address text,
          origin jsonb,
          line text,
          is_test boolean not null default false,
          first_at timestamptz not null,
          last_at timestamptz not null,
          last_by text not null,
          answers_only boolean not null default false,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
        indexes: [
          'create index conversations_by_thread on conversations (workspace_id, provider, thread, first_at)',
          `create index conversations_by_subject on conversations (workspace_id, client_key, subject_key, last_at) where provider = 'mail'`,
        ],
      },
      {
        // `key` is the channel's own identity of the message: what is delivered twice is one message.
        table: 'conversation_messages',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          provider text collate "C" not null,
          key text collate "C" not null,
          conversation_id uuid not null,
          at timestamptz not null,
          author text not null,
          line text,
          text text not null,
          whole text,
          letter jsonb,
          edited_at timestamptz,
          primary key (workspace_id, provider, key)`,
        indexes: [
          'create index conversation_messages_of on conversation_messages (workspace_id, conversation_id, at, key)',
        ],
      },
      {
        // Every Message-ID that a letter has or names, and the thread that it belongs to.
        table: 'mail_references',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          message_id text collate "C" not null,
          thread text collate "C" not null,
          primary key (workspace_id, message_id)`,
      },
      {
        table: 'message_files',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          conversation_id uuid not null,
          message_key text collate "C",
          position smallint not null,
          name text not null,
          mime text not null,
          size bigint,
          state text not null,
          content text,
          source jsonb,
          attempts smallint not null default 0,
          attempt_at timestamptz,
          created_by text,
          created_at timestamptz not null,
          primary key (workspace_id, id),
          unique (workspace_id, conversation_id, message_key, position)`,
        indexes: [
          `create index message_files_wanted on message_files (workspace_id, attempt_at) where state = 'wanted'`,
        ],
      },
      {
        // Answers on their way to a client. `message_id` and `raw_date` are fixed before the first attempt.
        table: 'outbox_messages',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          conversation_id uuid not null,
          interaction_id uuid not null,
          endpoint_id uuid not null,
          provider text collate "C" not null,
          text text not null,
          line text,
          author_name text not null,
          message_key text collate "C",
          letter jsonb,
          state text not null,
          attempts smallint not null default 0,
          attempt_at timestamptz,
          leased_until timestamptz,
          error_code text,
          error text,
          sent_at timestamptz,
          delivered_at timestamptz,
          read_at timestamptz,
          copy text,
          created_at timestamptz not null,
          primary key (workspace_id, id)`,
        storage: 'fillfactor = 80',
        indexes: [
          `create index outbox_messages_due on outbox_messages (workspace_id, attempt_at) where state in ('waiting', 'sending') or copy = 'wanted'`,
          'create index outbox_messages_of on outbox_messages (workspace_id, conversation_id, created_at, id)',
          'create index outbox_messages_by_key on outbox_messages (workspace_id, endpoint_id, message_key) where message_key is not null',
        ],
      },
    ],
  },
]
