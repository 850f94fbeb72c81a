import { parsePhone } from '../../kernel/phone.ts'
import { keepKnownDirectory } from '../../modules/crm/index.ts'
import { importDealRecords, keepCrmDeals, keepStages, responsibleBy } from '../../modules/deals/index.ts'
import { connectKnown } from '../../modules/intake/index.ts'
import { system } from '../../modules/workspaces/index.ts'
import type { Services } from '../../platform/services/services.ts'
import type { DemoLedgers } from '../demo/create.ts'
import { demoCrm } from '../demo/crm.ts'
import { windows } from '../demo/windows/index.ts'

/** The stages of a file of deals in the words of a Russian CRM. */
const stages = { won: 'Успешно реализовано', lost: 'Закрыто и не реализовано', proposal: 'Отправлено КП' } as const

const account = 'okna-demo.amocrm.ru'
const perPart = 2_000

/** Where demo deals go: those of the first company lie in its CRM, which is not asked any more; those of the small one come from a file. */
export const keepDemoDeals =
  ({ db, config, now }: Pick<Services, 'db' | 'config' | 'now'>): DemoLedgers['deals'] =>
  async (workspace, rows) => {
    const { actor, now: at } = system(now())
    const change = { workspaceId: workspace.id, currency: workspace.currency, actor, now: at }
    const phoneOf = (text: string) => {
      const phone = parsePhone(text, workspace)
      return phone.valid ? phone.e164 : null
    }
    if (workspace.slug !== windows.about.slug) {
      const deals = rows.map((deal) => ({
        ...deal,
        phone: phoneOf(deal.phone),
        email: null,
        stage: stages[deal.stage],
      }))
      const file = { name: 'сделки.csv', hash: 'demo', deals, skipped: 0 }
      await db.transaction((tx) => importDealRecords(tx, change, file))
      return
    }
    const connection = {
      ...{ provider: 'amocrm' as const, name: 'amoCRM', active: false, history: [] },
      ...{ secrets: { accessToken: 'demo' }, settings: { address: `https://${account}` } },
    }
    await connectKnown({ db, config }, workspace, connection, { name: actor.name, now: at })
    const told = demoCrm(rows, workspace, { phoneOf, personOf: await responsibleBy(db, workspace.id), now: at })
    await keepKnownDirectory(db, workspace.id, account, told.directory, at)
    const place = { system: 'amocrm', account } as const
    for (let from = 0; from < told.deals.length; from += perPart) {
      const deals = told.deals.slice(from, from + perPart)
      const ids = new Set(deals.map(({ externalId }) => externalId))
      await db.transaction(async (tx) => {
        await keepCrmDeals(tx, change, place, deals)
        const passed = told.passed.filter(({ externalId }) => ids.has(externalId))
        await keepStages(tx, workspace.id, place, passed)
      })
    }
  }
