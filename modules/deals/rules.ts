/** What a deal came to. Stages are each company's own words; the outcome is what every company means by them. */
export const dealOutcomes = ['open', 'won', 'lost'] as const
export type DealOutcome = (typeof dealOutcomes)[number]

/**
 * Stages of the usual systems: «Успешно реализовано» and «Закрыто и не реализовано» of amoCRM, WON and LOSE of Bitrix24,
 * and what companies call theirs. The lost ones are looked at first: «не реализовано» holds «реализовано».
 */
const lost =
  /(^|[^а-яa-z])(не\s?реализован|не\s?успешн|неуспе|отказ|провал|проигра|потерян|отмен|lost|lose|fail|cancel|reject|junk)/i
const won = /(^|[^а-яa-z])(успеш|реализован|выигра|продан|оплачен|сделка заключена|won|success|paid|sold)/i

/** The outcome that a stage stands for; a deal with a closing day whose stage says nothing stays open. */
export function outcomeOf(stage: string): DealOutcome {
  const text = stage.toLowerCase().replaceAll('ё', 'е')
  if (lost.test(text)) return 'lost'
  return won.test(text) ? 'won' : 'open'
}

/** Where a deal lives. `file`: a system of which only files are known. */
export const dealSystems = ['file', 'amocrm', 'bitrix24'] as const
export type DealSystem = (typeof dealSystems)[number]

/**
 * How a deal's client was found: chosen by a person, by the interaction or visit whose id the CRM carries, by number, by
 * address. `none`: a person said that the deal is nobody's of the record.
 */
export const clientBases = ['chosen', 'interaction', 'visit', 'phone', 'email', 'none'] as const
export type ClientBasis = (typeof clientBases)[number]
