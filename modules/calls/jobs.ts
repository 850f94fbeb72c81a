import { addDays, localDay } from '../../kernel/time.ts'
import type { Services } from '../../platform/services/services.ts'
import { findWorkspace } from '../workspaces/index.ts'
import { sealDays, unsealed } from './figures/numbers.ts'

/** How often it is looked what to seal. */
const everyMs = 30_000
/** A company is left alone while old calls are still coming in. */
const quietMs = 20_000

/** Seals what is over: the days of every company up to its yesterday. */
export async function sealWhatIsOver({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const instant = now()
  // No zone is more than a day behind UTC: a company whose yesterday is sealed is not asked for.
  const yesterday = addDays(instant.toISOString().slice(0, 10), -1)
  for (const { workspaceId } of await unsealed(db, yesterday, new Date(instant.getTime() - quietMs))) {
    const company = await findWorkspace(db, workspaceId)
    if (company) await sealDays(db, workspaceId, addDays(localDay(instant, company.timezone), -1))
  }
}

/** Runs `sealWhatIsOver` again and again; returns how to stop it. */
export function keepSealing(services: Services): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running
      .then(() => sealWhatIsOver(services))
      .catch((error: unknown) => services.log.warn({ err: error }, 'unique numbers could not be sealed'))
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}
