import { hkdfSync } from 'node:crypto'
import { createAttribution, originFigures } from '../modules/attribution/index.ts'
import { callbackAnswer, callbackCalls, callbackWork, createCallbacks } from '../modules/callbacks/index.ts'
import { callDays, callHours, callNumbers, createCalls } from '../modules/calls/index.ts'
import { chatWork, createChat, widgetAnswer } from '../modules/chat/index.ts'
import {
  noticeKinds as classificationKinds,
  workSources as classificationWork,
  classReviews,
  createClassification,
} from '../modules/classification/index.ts'
import { createCrm, leadOutbox } from '../modules/crm/index.ts'
import { createDeals, dealOrigins, dealsOfOrigins } from '../modules/deals/index.ts'
import { createHooks, hookOutbox } from '../modules/hooks/index.ts'
import { createImports, createIntake } from '../modules/intake/index.ts'
import {
  classWork,
  createInteractions,
  createRecorder,
  type Projection,
  type Recorder,
} from '../modules/interactions/index.ts'
import { createMessaging, messageWork } from '../modules/messaging/index.ts'
import { createNotifications } from '../modules/notifications/index.ts'
import { createNumbers, type Numbers, numberCalls, originsByNumber } from '../modules/numbers/index.ts'
import { createRecordings, recordingQueue } from '../modules/recordings/index.ts'
import { createVisits } from '../modules/visits/index.ts'
import { createMembership, createWorkspaces, type Membership } from '../modules/workspaces/index.ts'
import { createAccounts } from '../platform/auth/auth.ts'
import type { Config } from '../platform/config/config.ts'
import { openDatabase } from '../platform/database/database.ts'
import { ownOrigins } from '../platform/http/security.ts'
import { createJobs } from '../platform/jobs/pg-boss-jobs.ts'
import { createLive } from '../platform/live/postgres-live.ts'
import type { Log } from '../platform/log/log.ts'
import { installationKey } from '../platform/secrets/secret-box.ts'
import type { ServerModule } from '../platform/services/server-module.ts'
import type { Services } from '../platform/services/services.ts'
import { siteFolder } from './package-root.ts'

/** Everything that runs in one process, wired by hand. */
export interface Application {
  readonly services: Services
  readonly membership: Membership
  /** The one door to the record, with the projections of every module behind it. */
  readonly recorder: Recorder
  /** Keyed as in app/contract.ts. */
  readonly modules: Readonly<Record<string, ServerModule>>
  /** What the site's script shows in place of a page's number. */
  readonly numbers: Numbers
  /** Starts background work; returns how to stop it. Commands that only ask do without. */
  start(): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** What every change of an interaction keeps in step. */
const projections: readonly Projection[] = [
  originFigures,
  dealOrigins,
  callDays,
  callHours,
  callNumbers,
  numberCalls,
  hookOutbox,
  recordingQueue,
  leadOutbox,
  callbackCalls,
  classReviews,
]

/** Builds the application on a database. Nothing is connected or started yet. */
export function compose(config: Config, databaseUrl: string, log: Log, now = () => new Date()): Application {
  const db = openDatabase(databaseUrl, { max: 20 })
  const jobs = createJobs(db, log)
  const live = createLive(db)
  const accounts = createAccounts({
    pool: db.pool,
    secret: sessionSecret(config.dataFolder),
    baseUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
    trustedOrigins: (request) => (request ? ownOrigins(request.headers, config.publicUrl) : []),
  })
  const services: Services = { config, db, log, accounts, live, jobs, now }

  const recorder = createRecorder(projections, originsByNumber)
  const membership = createMembership(services)
  const numbers = createNumbers(services, recorder)
  const messaging = createMessaging(services, recorder)
  const crm = createCrm(services)
  const visits = createVisits(services, recorder, {
    scripts: siteFolder(),
    answers: [
      async ({ visitorId, ...asking }) =>
        visitorId === null ? {} : { numbers: await numbers.numbersFor(db, { ...asking, visitorId }) },
      widgetAnswer(db),
      callbackAnswer(db),
    ],
  })
  const modules = {
    workspaces: createWorkspaces(services),
    interactions: createInteractions(services, recorder),
    intake: createIntake(services, recorder, {
      listeners: { ...messaging.listeners, ...crm.listeners },
      handlers: { ...messaging.handlers, ...crm.handlers },
    }),
    recordings: createRecordings(services),
    hooks: createHooks(services),
    visits,
    imports: createImports(services, recorder),
    attribution: createAttribution(services, dealsOfOrigins),
    chat: createChat(services, recorder, visits.sites),
    callbacks: createCallbacks(services, recorder, visits.sites),
    deals: createDeals(services),
    crm,
    numbers,
    messaging,
    calls: createCalls(services),
    classification: createClassification(services, recorder),
    notifications: createNotifications(services, {
      kinds: [...classificationKinds],
      work: [classWork, messageWork, chatWork, callbackWork, ...classificationWork],
    }),
  }

  return {
    services,
    membership,
    recorder,
    modules,
    numbers,
    start: () => startAll([live.start, ...started(modules), jobs.start]),
    close: () => db.close(),
  }
}

type Start = () => Promise<() => Promise<void>>

const started = (modules: Readonly<Record<string, ServerModule>>): Start[] =>
  Object.values(modules).flatMap(({ start }) => (start ? [start] : []))

/** Starts one after another; stops in the opposite order. What fails to start takes down what had started. */
async function startAll(starts: readonly Start[]): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = []
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.reverse()) await stop()
  }
  try {
    for (const start of starts) stops.push(await start())
  } catch (error) {
    await stopAll()
    throw error
  }
  return stopAll
}

const sessionSecret = (dataFolder: string): string =>
  Buffer.from(hkdfSync('sha256', installationKey(dataFolder), '', 'sessions', 32)).toString('base64url')
