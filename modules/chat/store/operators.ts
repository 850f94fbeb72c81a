import { type Queryable, sql } from '../../../platform/database/database.ts'

/** Whoever has not been heard of for so long is not there. Their page says so every 20 s. */
export const presentMs = 45_000

/** Says that an employee's console is open; whether they take chats stays as they set it (at first they do not). */
export async function seeOperator(db: Queryable, workspaceId: string, employeeId: string, now: Date): Promise<void> {
  await db.query(sql`
    insert into chat_operators (workspace_id, employee_id, ready, seen_at)
    values (${workspaceId}, ${employeeId}, false, ${now})
    on conflict (workspace_id, employee_id) do update set seen_at = greatest(chat_operators.seen_at, excluded.seen_at)`)
}

/** Their last console was closed. */
export const missOperator = (db: Queryable, workspaceId: string, employeeId: string): Promise<unknown> =>
  db.query(sql`
    update chat_operators set seen_at = '-infinity' where workspace_id = ${workspaceId} and employee_id = ${employeeId}`)

/** Begins or ends to take chats. */
export const setReady = (
  db: Queryable,
  workspaceId: string,
  employeeId: string,
  ready: boolean,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    insert into chat_operators (workspace_id, employee_id, ready, seen_at)
    values (${workspaceId}, ${employeeId}, ${ready}, ${now})
    on conflict (workspace_id, employee_id) do update set ready = excluded.ready, seen_at = excluded.seen_at`)

export interface OperatorRow {
  readonly id: string
  readonly name: string
  readonly departmentId: string | null
  /** Takes chats and has a console open. */
  readonly ready: boolean
  /** Open dialogues that are theirs. */
  readonly open: number
}

/** Everybody who may be given a dialogue: those who ever took chats and still work here. */
export const listOperators = (db: Queryable, workspaceId: string, now: Date): Promise<OperatorRow[]> =>
  db.query<OperatorRow>(sql`
    select e.id, e.name, e.department_id as "departmentId",
      coalesce(o.ready and o.seen_at > ${new Date(now.getTime() - presentMs)}, false) as ready,
      (select count(*) from chat_dialogues d
        where d.workspace_id = ${workspaceId} and d.employee_id = e.id and d.state = 'open') as open
    from employees e
    left join chat_operators o on o.workspace_id = ${workspaceId} and o.employee_id = e.id
    where e.workspace_id = ${workspaceId} and e.active and e.role in ('manager', 'senior', 'head', 'director', 'admin')
    order by ready desc, e.name, e.id`)

/** Whether one employee takes chats right now. */
export async function isReady(db: Queryable, workspaceId: string, employeeId: string, now: Date): Promise<boolean> {
  const [row] = await db.query(sql`
    select 1 from chat_operators where workspace_id = ${workspaceId} and employee_id = ${employeeId} and ready
      and seen_at > ${new Date(now.getTime() - presentMs)}`)
  return row !== undefined
}

/** Whether anybody is there for a department (null: for everybody’s queue). A head without a department answers for all. */
export async function anybodyReady(
  db: Queryable,
  workspaceId: string,
  departmentId: string | null,
  now: Date,
): Promise<boolean> {
  const [row] = await db.query(sql`
    select 1 from chat_operators o
    join employees e on e.workspace_id = ${workspaceId} and e.id = o.employee_id and e.active
    where o.workspace_id = ${workspaceId} and o.ready and o.seen_at > ${new Date(now.getTime() - presentMs)}
      and (${departmentId}::uuid is null or e.department_id = ${departmentId}::uuid or e.department_id is null) limit 1`)
  return row !== undefined
}
