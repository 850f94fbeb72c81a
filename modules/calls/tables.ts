import type { Migration } from '../../platform/migrations/migrations.ts'

const numbers = ['mobile', 'landline', 'toll_free', 'internal_numbers', 'other_numbers']
const sums = ['calls', 'inbound', 'outbound', 'internal', 'missed', 'talked', 'talks', 'numbered', ...numbers]

export const migrations: readonly Migration[] = [
  {
    id: 'calls/0001-figures',
    create: [
      {
        table: 'call_days',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          local_day date not null,
          employee_id uuid,
          department_id uuid,
          ${sums.map((column) => `${column} int not null`).join(', ')},
          talk_seconds bigint not null`,
        storage: 'fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05',
        // The index holds the sums, so that a report reads nothing else.
        indexes: [
          `create unique index call_days_key on call_days (workspace_id, local_day, employee_id, department_id)
             include (${sums.join(', ')}, talk_seconds) nulls not distinct`,
        ],
      },
      {
        table: 'call_hours',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          local_day date not null,
          department_id uuid,
          local_hour smallint not null,
          inbound int not null,
          missed int not null`,
        storage: 'fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05',
        indexes: [
          `create unique index call_hours_key on call_hours (workspace_id, local_day, department_id, local_hour)
             include (inbound, missed) nulls not distinct`,
        ],
      },
      {
        // Exact unique numbers of any period; figures/numbers.ts tells how it works.
        table: 'call_number_days',
        distribute: 'workspace',
        columns: `
          workspace_id uuid not null,
          scope text not null,
          local_day date not null,
          employee_id uuid,
          department_id uuid,
          numbers int not null,
          gaps smallint[] not null,
          met int[] not null,
          unique nulls not distinct (workspace_id, scope, local_day, employee_id, department_id)`,
      },
      {
        table: 'call_number_seals',
        distribute: 'workspace',
        columns: `
          workspace_id uuid primary key,
          sealed_through date not null,
          sealing_id uuid,
          sealing_through date,
          broken_from date,
          changed_at timestamptz not null`,
      },
    ],
    finally: [
      // Who else talked to this number, and when: sealing and the days after the seal ask nothing else.
      `create index interactions_calls_by_number on interactions (workspace_id, party_hash, employee_id, local_day)
         include (department_id) where kind = 'call' and party_hash is not null and not is_test`,
    ],
  },
]
