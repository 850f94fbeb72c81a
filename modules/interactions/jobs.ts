import type { Services } from '../../platform/services/services.ts'
import type { Recorder } from './record/recorder.ts'

/** When people or their lines changed, the calls that nobody had yet find whose they are. */
export function defineJobs({ db, jobs }: Services, recorder: Recorder): void {
  jobs.define<{ workspaceId: string }>('people.changed', async ({ workspaceId }) => {
    while ((await db.transaction((tx) => recorder.rematch(tx, workspaceId))) > 0);
  })
}
