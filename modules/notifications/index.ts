import type { NoticeKind } from '../../platform/notices/kinds.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'
import { createNotificationsApi } from './api.ts'
import { createCatalogue } from './catalogue.ts'
import { createAsk } from './channels/channel.ts'
import { createMail } from './channels/mail.ts'
import { createSlack } from './channels/slack.ts'
import { createTelegram } from './channels/telegram.ts'
import { createWebhook } from './channels/webhook.ts'
import { createDispatch } from './jobs.ts'
import { createLinks } from './links.ts'
import { noticeKinds } from './notice-texts.ts'
import { remindAll } from './reminders.ts'
import type { Post } from './send.ts'
import { serveUnsubscribe } from './unsubscribe.ts'

export { migrations } from './tables.ts'

/** What modules bring: the kinds of notices that they announce, and what waits for people in them. */
export interface Told {
  readonly kinds: readonly NoticeKind[]
  readonly work: readonly WorkSource[]
}

/** Tells people what they have to know, where and when they want it, and lists what waits for them. */
export function createNotifications(services: Services, { kinds, work }: Told): ServerModule {
  const { db, log, jobs, now, config } = services
  const ask = createAsk(config.privateHooks)
  const post: Post = {
    db,
    box: openSecretBox(config.dataFolder),
    catalogue: createCatalogue([...noticeKinds, ...kinds]),
    links: createLinks(config),
    mail: config.mailServer && createMail(config.mailServer),
    channels: { slack: createSlack(ask), telegram: createTelegram(ask), webhook: createWebhook(ask, now) },
    now,
  }
  const dispatch = createDispatch(post, jobs, log, () => remindAll(db, work, now()))
  return {
    router: createNotificationsApi({ post, work, ask, look: dispatch.look }),
    routes: (http) => serveUnsubscribe(http, post),
    start: async () => dispatch.start(),
  }
}
