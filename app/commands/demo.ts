import { Command, InvalidArgumentError } from 'commander'
import { importRecords } from '../../modules/attribution/index.ts'
import { tellPastChecks, tellPastDecision, tellPastDisputes } from '../../modules/classification/index.ts'
import { connectKnown } from '../../modules/intake/index.ts'
import { tellPastNumbers } from '../../modules/numbers/index.ts'
import { keepPastVisits } from '../../modules/visits/index.ts'
import { demoLogins, system } from '../../modules/workspaces/index.ts'
import { sql } from '../../platform/database/database.ts'
import type { Application } from '../compose.ts'
import { demoConnections } from '../demo/connections.ts'
import { createDemo, type DemoLedgers, demoIsWhole } from '../demo/create.ts'
import { demoDisputes } from '../demo/disputes.ts'
import { note, print, withApplication } from './application.ts'
import { keepDemoDeals } from './demo-deals.ts'
import { keepDemoTalks } from './demo-talks.ts'
import { words } from './words.ts'

/** Where the demo company's connections, spend and deals go. */
const ledgersOf = ({ services: { db, config, now }, recorder }: Application, seed: number): DemoLedgers => ({
  visits: async (workspace, site, visits) => {
    await keepPastVisits(db, { workspaceId: workspace.id, name: site, domain: site, now: now() }, visits)
    const observations = visits.flatMap(({ contact }) =>
      contact
        ? [
            {
              ...contact.observation,
              visit: contact.visit,
              party: { ...contact.observation.party, visitor: contact.visitor },
            },
          ]
        : [],
    )
    await db.transaction((tx) => recorder.record(tx, { workspace, observations, now: now() }))
  },
  numbers: async ({ id: workspaceId, timezone, country }, past) => {
    const { actor, now: at } = system(now())
    await tellPastNumbers({ db, recorder }, past, { member: { workspaceId, timezone, country, actor }, now: at })
  },
  connections: async (workspace, recent) => {
    for (const connection of demoConnections(recent)) {
      await connectKnown({ db, config }, workspace, connection, { name: system(now()).actor.name, now: now() })
    }
  },
  spend: async (workspace, rows) => {
    const records = rows.map(({ day, source, campaign, amount }, i) => ({
      row: i + 2,
      day,
      origin: [source, campaign ?? undefined] as const,
      amount,
      note: null,
    }))
    const { actor, now: at } = system(now())
    const change = { workspaceId: workspace.id, currency: workspace.currency, actor, now: at }
    await db.transaction((tx) => importRecords(tx, change, { name: 'расходы.csv', hash: 'demo', records, skipped: 0 }))
  },
  reviews: async (workspace) => {
    const at = now()
    const dayMs = 86_400_000
    await tellPastDisputes({ db, recorder }, workspace, demoDisputes, at)
    const from = new Date(at.getTime() - 20 * dayMs)
    await tellPastDecision(db, workspace, {
      ...{ at: new Date(at.getTime() - 14 * dayMs), decision: 'bid_lowered' },
      note: 'Снизили ставку на четверть, смотрим две недели',
    })
    await tellPastChecks(db, workspace, { from, to: new Date(at.getTime() - 2 * dayMs), at })
  },
  deals: keepDemoDeals({ db, config, now }),
  talks: keepDemoTalks({ db, config, now }, recorder, seed),
})

/** True on the very first run, and after one that was interrupted. A real company's server never gets a demo on its own. */
export async function demoIsWanted({ services: { db } }: Application): Promise<boolean> {
  if (await demoIsWhole(db)) return false
  const [real] = await db.query(sql`select 1 as one from workspaces where not is_demo limit 1`)
  return real === undefined
}

/** Creates the demo company, telling how far it is. */
export async function tellDemo(
  app: Application,
  { tell, seed }: { readonly tell: (message: string) => void; readonly seed?: number },
): Promise<void> {
  const { services, recorder } = app
  const began = Date.now()
  tell(words.demoBegins)
  let told = 0
  await createDemo({
    services,
    recorder,
    ledgers: ledgersOf(app, seed ?? 1),
    ...(seed === undefined ? {} : { seed }),
    onProgress: (done) => {
      const quarter = Math.floor(done * 4)
      if (quarter > told && quarter < 4) tell(`  ${quarter * 25} %`)
      told = quarter
    },
  })
  tell(words.demoDone(Math.round((Date.now() - began) / 1000)))
}

/** Prints the logins of the demo company, where there is one. */
export async function printDemoLogins({ services: { db } }: Application): Promise<void> {
  const logins = await demoLogins(db)
  if (logins.length === 0) return
  print(words.logins)
  const width = Math.max(...logins.map(({ role }) => words.roles[role].length))
  for (const { role, email, name } of logins) print(`  ${words.roles[role].padEnd(width)}  ${email}  ${name}`)
  print(`  ${words.password}: ${logins[0]?.password}`)
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(words.wholeNumber)
  return Number(text)
}

export const demoCommand = (): Command =>
  new Command('demo')
    .description(words.demo)
    .option('--seed <number>', words.demoSeed, wholeNumber, 1)
    .action(({ seed }: { seed: number }) =>
      withApplication(async (app) => {
        if (await demoIsWhole(app.services.db)) note(words.demoIsThere)
        else await tellDemo(app, { tell: note, seed })
        await printDemoLogins(app)
      }),
    )
