import type { Migration } from '../../platform/migrations/migrations.ts'

/** One dispute per interaction, which can be opened again; what was said and done in it stands in its entries, for good. */
export const migrations: readonly Migration[] = [
  {
    id: 'classification/0001-disputes',
    create: [
      {
        table: 'class_disputes',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          interaction_id uuid not null,
          state text not null,
          sales_class_id uuid,
          marketing_class_id uuid not null,
          sales_offer_id uuid,
          marketing_offer_id uuid not null,
          awaits text,
          employee_id uuid,
          opened_by uuid,
          opened_by_name text not null,
          opened_at timestamptz not null,
          due_at timestamptz not null,
          escalated_at timestamptz,
          closed_at timestamptz,
          settled_class_id uuid,
          settlement text,
          outcome text,
          reason text,
          primary key (workspace_id, interaction_id)`,
        storage: 'fillfactor = 80',
        indexes: [
          `create index class_disputes_live on class_disputes (workspace_id, opened_at, interaction_id) where state in ('open', 'escalated')`,
          `create index class_disputes_due on class_disputes (workspace_id, due_at) where state = 'open'`,
          `create index class_disputes_closed on class_disputes (workspace_id, closed_at, interaction_id) where closed_at is not null`,
          'create index class_disputes_opened on class_disputes (workspace_id, opened_at)',
        ],
      },
      {
        table: 'class_dispute_entries',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          interaction_id uuid not null,
          seq int not null,
          at timestamptz not null,
          kind text not null,
          party text,
          author_id uuid,
          author text not null,
          class_id uuid,
          text text,
          primary key (workspace_id, interaction_id, seq)`,
      },
    ],
  },
]
