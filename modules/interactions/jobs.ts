import type { Database } from '../../platform/database/database.ts'
import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from './record/recorder.ts'
import { fromTheBeginning, type Searched } from './record/rematch.ts'

/** Gives what nobody had to the people and departments whose lines it carries, batch after batch. */
export async function findOwners(db: Database, recorder: Recorder, workspaceId: string): Promise<void> {
  let from: Searched = fromTheBeginning
  while (from.people !== null || from.departments !== null) {
    const reached = from
    from = await db.transaction((tx) => recorder.rematch(tx, workspaceId, reached))
  }
}

/** When people or their lines changed, the calls that nobody had yet find whose they are. */
export function defineJobs({ db, jobs }: Services, recorder: Recorder): void {
  jobs.define<{ workspaceId: string }>('people.changed', ({ workspaceId }) => findOwners(db, recorder, workspaceId))
}
