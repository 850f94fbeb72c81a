import type { Migration } from '../../platform/migrations/migrations.ts'

/** What CRMs are made of, what of them is to be read, and what is to be sent to them. `endpoint_id` is the connection. */
export const migrations: readonly Migration[] = [
  {
    id: 'crm/0001-crm',
    create: [
      {
        table: 'crm_stages',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          key text not null,
          pipeline_id text not null,
          pipeline text not null,
          name text not null,
          position int not null,
          outcome text not null,
          primary key (workspace_id, endpoint_id, key)`,
      },
      {
        // employee_id: who a user is, where a person said so (chosen); otherwise it is found by address and name.
        table: 'crm_users',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          external_id text not null,
          name text not null,
          email text,
          employee_id uuid,
          chosen boolean not null default false,
          primary key (workspace_id, endpoint_id, external_id)`,
      },
      {
        table: 'crm_accounts',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          account text not null,
          currency char(3) not null,
          read_at timestamptz not null,
          primary key (workspace_id, endpoint_id)`,
      },
      {
        // Deals that a notification named: they are read soon, each once, however often it was named.
        table: 'crm_due',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          external_id text not null,
          asked_at timestamptz not null,
          primary key (workspace_id, endpoint_id, external_id)`,
      },
      {
        // The pair of tokens that a refresh token was last exchanged for, sealed. given: hash of the one that a person entered.
        table: 'crm_tokens',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          endpoint_id uuid not null,
          given text not null,
          sealed text not null,
          expires_at timestamptz not null,
          primary key (workspace_id, endpoint_id)`,
      },
      {
        // begun_at: the CRM was asked to make it and we do not know whether it did: it is looked for before it is made again.
        table: 'crm_leads',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          id uuid not null,
          endpoint_id uuid not null,
          interaction_id uuid not null,
          mark text not null,
          state text not null,
          by_name text,
          attempts int not null default 0,
          begun_at timestamptz,
          next_at timestamptz not null,
          failure text,
          detail text,
          external_kind text,
          external_id text,
          external_uid text,
          url text,
          created_at timestamptz not null,
          sent_at timestamptz,
          primary key (workspace_id, id),
          unique (workspace_id, endpoint_id, interaction_id)`,
        indexes: [
          `create index crm_leads_waiting on crm_leads (workspace_id, endpoint_id, id) where state = 'waiting'`,
          'create index crm_leads_by_interaction on crm_leads (workspace_id, interaction_id)',
          'create index crm_leads_by_mark on crm_leads (workspace_id, endpoint_id, mark)',
          'create index crm_leads_by_external on crm_leads (workspace_id, endpoint_id, external_id) where external_id is not null',
        ],
      },
    ],
  },
]
