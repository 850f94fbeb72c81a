/** A process that only sends: it looks for what is due and sends it, until it is killed. */
import { readConfig } from '../../platform/config/config.ts'
import { openDatabase } from '../../platform/database/database.ts'
import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import { createCatalogue } from './catalogue.ts'
import { createAsk } from './channels/channel.ts'
import { createMail } from './channels/mail.ts'
import { createSlack } from './channels/slack.ts'
import { createTelegram } from './channels/telegram.ts'
import { createWebhook } from './channels/webhook.ts'
import { createLinks } from './links.ts'
import { attempt, type Post } from './send.ts'
import { dueMessages } from './store/messages.ts'
import { testKinds } from './test-house.ts'

const [, , databaseUrl = '', moment = ''] = process.argv
const config = readConfig()
const ask = createAsk(true)
const now = () => new Date(moment)
const post: Post = {
  db: openDatabase(databaseUrl, { max: 5 }),
  box: openSecretBox(config.dataFolder, {}),
  catalogue: createCatalogue(testKinds),
  links: createLinks(config),
  mail: config.mailServer && createMail(config.mailServer),
  channels: { slack: createSlack(ask), telegram: createTelegram(ask), webhook: createWebhook(ask, now) },
  now,
}
const due = await dueMessages(post.db, now(), null)
await Promise.all(due.map(({ workspaceId, id }) => attempt(post, workspaceId, id)))
process.stdout.write('done\n')
process.exit(0)
