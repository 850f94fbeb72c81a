import { isId, newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { isZone } from '../../../kernel/time.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Session, Workspace } from '../contract.ts'
import { changedFields, defaultSettings, slugOf } from '../rules.ts'
import type { By } from './by.ts'

/** A company as modules and commands know it. */
export interface Company extends Workspace {
  readonly isDemo: boolean
}

interface CompanyRow extends Omit<Company, 'settings'> {
  readonly settings: Partial<Workspace['settings']>
}

const columns = sql`w.id, w.slug, w.name, w.timezone, w.currency, w.country, w.settings, w.is_demo as "isDemo"`

const toCompany = ({ settings, ...row }: CompanyRow): Company => ({
  ...row,
  settings: {
    junkNorm: settings.junkNorm ?? defaultSettings.junkNorm,
    gapThreshold: settings.gapThreshold ?? defaultSettings.gapThreshold,
    disputeDays: settings.disputeDays ?? defaultSettings.disputeDays,
    classMinutes: settings.classMinutes ?? defaultSettings.classMinutes,
  },
})

const isNamed = (idOrSlug: string): Sql => (isId(idOrSlug) ? sql`w.id = ${idOrSlug}` : sql`w.slug = ${idOrSlug}`)

/** The company of that id or short name, or null. */
export async function findWorkspace(db: Queryable, idOrSlug: string): Promise<Company | null> {
  const [row] = await db.query<CompanyRow>(sql`select ${columns} from workspaces w where ${isNamed(idOrSlug)}`)
  return row ? toCompany(row) : null
}

/** Every company, oldest first. */
export const listWorkspaces = async (db: Queryable): Promise<Company[]> =>
  (await db.query<CompanyRow>(sql`select ${columns} from workspaces w order by w.created_at, w.id`)).map(toCompany)

export interface NewWorkspace {
  readonly name: string
  /** Short name in addresses; made from the name when left out. */
  readonly slug?: string
  readonly timezone?: string
  readonly currency?: string
  readonly country?: string
  readonly settings?: Partial<Workspace['settings']>
  readonly isDemo?: boolean
}

/**
 * Founds a company. Its classes of interactions are made by the module that owns them.
 * @throws Problem `conflict` where the given short name is taken, `invalid_value` where the zone is unknown
 */
export async function createWorkspace(tx: Transaction, company: NewWorkspace, by: By): Promise<Company> {
  const timezone = company.timezone ?? 'Europe/Moscow'
  if (!isZone(timezone)) throw new Problem('invalid_value', { field: 'timezone' }, { value: timezone })
  const id = newId()
  for (const slug of slugsFor(company)) {
    const [row] = await tx.query<CompanyRow>(sql`
      insert into workspaces as w (id, slug, name, timezone, currency, country, settings, is_demo, created_at)
      values (${id}, ${slug}, ${company.name}, ${timezone}, ${company.currency ?? 'RUB'}, ${company.country ?? 'RU'},
        ${JSON.stringify({ ...defaultSettings, ...company.settings })}, ${company.isDemo ?? false}, ${by.now})
      on conflict (slug) do nothing returning ${columns}`)
    if (!row) continue
    const { isDemo: _, id: __, ...after } = toCompany(row)
    await appendAudit(tx, id, [
      { at: by.now, actor: by.actor, action: 'company.created', objectType: 'company', objectId: id, after },
    ])
    return toCompany(row)
  }
  throw new Problem('conflict', { field: 'slug' })
}

const slugsFor = ({ name, slug }: NewWorkspace): string[] =>
  slug ? [slug] : [slugOf(name), ...Array.from({ length: 50 }, (_, i) => `${slugOf(name).slice(0, 37)}-${i + 2}`)]

/** Changes a company's settings; fields that are left out stay. */
export async function updateWorkspace(
  tx: Transaction,
  workspaceId: string,
  change: {
    name?: string
    timezone?: string
    settings?: { [Key in keyof Workspace['settings']]?: number | undefined }
  },
  by: By,
): Promise<Company> {
  if (change.timezone !== undefined && !isZone(change.timezone)) {
    throw new Problem('invalid_value', { field: 'timezone' }, { value: change.timezone })
  }
  const [row] = await tx.query<CompanyRow>(
    sql`select ${columns} from workspaces w where w.id = ${workspaceId} for update`,
  )
  if (!row) throw new Problem('not_found', { field: 'workspace' })
  const before = toCompany(row)
  const after: Company = {
    ...before,
    name: change.name ?? before.name,
    timezone: change.timezone ?? before.timezone,
    settings: {
      junkNorm: change.settings?.junkNorm ?? before.settings.junkNorm,
      gapThreshold: change.settings?.gapThreshold ?? before.settings.gapThreshold,
      disputeDays: change.settings?.disputeDays ?? before.settings.disputeDays,
      classMinutes: change.settings?.classMinutes ?? before.settings.classMinutes,
    },
  }
  const changed = changedFields(before, after)
  if (!changed) return before
  await tx.query(sql`
    update workspaces set name = ${after.name}, timezone = ${after.timezone},
      settings = settings || ${JSON.stringify(after.settings)}::jsonb
    where id = ${workspaceId}`)
  await appendAudit(tx, workspaceId, [
    {
      at: by.now,
      actor: by.actor,
      action: 'company.changed',
      objectType: 'company',
      objectId: workspaceId,
      ...changed,
    },
  ])
  return after
}

export type DemoLogin = NonNullable<Session['demo']>['logins'][number]

/** Keeps the demo company's logins for its sign-in page. They are no secret: the company is invented. */
export const setDemoLogins = (tx: Queryable, workspaceId: string, logins: readonly DemoLogin[]): Promise<unknown> =>
  tx.query(sql`
    update workspaces set settings = settings || ${JSON.stringify({ demoLogins: logins })}::jsonb
    where id = ${workspaceId} and is_demo`)

/** The logins of the demo company, or none. */
export async function demoLogins(db: Queryable): Promise<DemoLogin[]> {
  const rows = await db.query<{ logins: DemoLogin[] | null }>(
    sql`select w.settings->'demoLogins' as logins from workspaces w where w.is_demo order by w.created_at limit 1`,
  )
  return rows[0]?.logins ?? []
}
