/** A company whose people have accounts, everything that messages leave through over real sockets, and a clock that is set. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../kernel/ids.ts'
import { readConfig } from '../../platform/config/config.ts'
import { sql } from '../../platform/database/database.ts'
import { announce } from '../../platform/notices/announce.ts'
import type { NoticeKind } from '../../platform/notices/kinds.ts'
import type { Notice } from '../../platform/notices/notice.ts'
import { openSecretBox } from '../../platform/secrets/secret-box.ts'
import { createCompany, type TestCompany, type TestDatabase, testDatabase } from '../../platform/testing/index.ts'
import { type Cloud, openCloud } from '../messaging/channels/test-cloud.ts'
import { mailPassword, mailUser, smtpServer, type TestSmtp } from '../messaging/mail/test-servers.ts'
import { createCatalogue } from './catalogue.ts'
import { createAsk } from './channels/channel.ts'
import { createMail } from './channels/mail.ts'
import { createSlack } from './channels/slack.ts'
import { createTelegram } from './channels/telegram.ts'
import { createWebhook } from './channels/webhook.ts'
import { createLinks } from './links.ts'
import { noticeKinds } from './notice-texts.ts'
import { passOn } from './pass-on.ts'
import type { ChannelKind } from './rules.ts'
import { attempt, type Post } from './send.ts'
import { insertChannel, secretPlace } from './store/channels.ts'
import { dueMessages, type LoggedMessage, listMessages } from './store/messages.ts'
import { type CompanyRule, insertRule } from './store/rules.ts'

/** What the tests tell of: with an interaction, with a number, and with neither. */
export const testKinds: readonly NoticeKind[] = [
  {
    type: 'test.rated',
    requires: 'interactions.read',
    mail: 'immediate',
    words: {
      ru: {
        name: 'Оценка',
        title: ({ score }) => `Клиент поставил ${score}`,
        details: ({ comment }) => String(comment),
      },
      en: {
        name: 'Rating',
        title: ({ score }) => `The client gave ${score}`,
        details: ({ comment }) => String(comment),
      },
    },
    numbers: { score: { ru: 'Оценка', en: 'Score' } },
  },
  {
    type: 'test.quiet',
    requires: 'interactions.read',
    mail: 'never',
    words: { ru: { name: 'Тихое', title: () => 'Тихое' }, en: { name: 'Quiet', title: () => 'Quiet' } },
  },
]

export interface House {
  readonly db: TestDatabase
  readonly company: TestCompany
  readonly smtp: TestSmtp
  readonly cloud: Cloud
  readonly post: Post
  /** Where letters come from, for a process of its own. */
  readonly env: Readonly<Record<string, string>>
  clock: Date
  announce(notice: Partial<Notice>): Promise<void>
  /** Passes on everything that waits. */
  pass(): Promise<void>
  /** Sends everything that may leave now. */
  sendDue(): Promise<void>
  channel(kind: ChannelKind): Promise<string>
  rule(rule: Partial<Omit<CompanyRule, 'id'>>): Promise<string>
  log(): Promise<LoggedMessage[]>
  interaction(place: { employeeId?: string; departmentId?: string; sourceId?: string }): Promise<string>
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'lidoskop-notifications-'))
  const [db, smtp, cloud] = await Promise.all([testDatabase(), smtpServer(), openCloud()])
  const company = await createCompany(db)
  await giveAccounts(db, company)
  const user = encodeURIComponent(mailUser)
  const env = {
    LIDOSKOP_DATA: folder,
    LIDOSKOP_URL: 'https://lidoskop.firma.example',
    LIDOSKOP_PRIVATE_HOOKS: '1',
    LIDOSKOP_SMTP_URL: `smtp://${user}:${mailPassword}@127.0.0.1:${smtp.port}`,
    LIDOSKOP_MAIL_FROM: 'Лидоскоп <no-reply@firma.example>',
  }
  const config = readConfig(env)
  const ask = createAsk(true)
  const now = () => house.clock
  const post: Post = {
    db,
    box: openSecretBox(folder, {}),
    catalogue: createCatalogue([...noticeKinds, ...testKinds]),
    links: createLinks(config),
    mail: config.mailServer && createMail(config.mailServer),
    channels: { slack: createSlack(ask), telegram: createTelegram(ask), webhook: createWebhook(ask, now) },
    now,
  }
  const house: House = {
    ...{ db, company, smtp, cloud, post, env },
    clock: new Date('2026-03-02T09:00:00Z'),
    announce: (notice) =>
      db.transaction((tx) =>
        announce(
          tx,
          {
            workspaceId: company.id,
            type: 'test.rated',
            interactionId: null,
            to: {},
            facts: { score: 2, comment: 'Долго' },
            path: 'interactions',
            key: newId(),
            ...notice,
          },
          house.clock,
        ),
      ),
    pass: async () => {
      while (await passOn(db, post.catalogue, true, company.id, house.clock));
    },
    sendDue: async () => {
      for (const { id } of await dueMessages(db, house.clock, company.id)) await attempt(post, company.id, id)
    },
    channel: (kind) =>
      db.transaction((tx) =>
        insertChannel(
          tx,
          company.id,
          {
            kind,
            name: `Канал ${kind}`,
            language: 'ru',
            settings:
              kind === 'telegram'
                ? { chat: '-100500', apiUrl: cloud.url }
                : kind === 'webhook'
                  ? { url: `${cloud.url}/own` }
                  : {},
            seal: (id) =>
              post.box.seal(
                JSON.stringify({ url: `${cloud.url}/services/T0/B0/secret`, token: '42:token', key: 'sign-key' }),
                secretPlace(company.id, id),
              ),
          },
          house.clock,
        ),
      ),
    rule: (rule) =>
      db.transaction((tx) =>
        insertRule(
          tx,
          company.id,
          {
            ...{ name: 'Правило', types: [], departmentId: null, sourceId: null, threshold: null, concerned: false },
            ...{ employees: [], roles: [], channelId: null, pace: 'immediate', active: true },
            ...rule,
          },
          house.clock,
        ),
      ),
    log: () => listMessages(db, company.id, { before: null, limit: 100, states: null }),
    interaction: async ({ employeeId = null, departmentId = null, sourceId = null }: Record<string, string | null>) => {
      const id = newId()
      await db.query(sql`
        insert into interactions (workspace_id, id, provider, external_id, kind, direction, state, started_at, local_day, local_hour,
          employee_id, department_id, source_id, created_at, updated_at)
        values (${company.id}, ${id}, 'test', ${id}, 'call', 'inbound', 'finished', ${house.clock}, '2026-03-02', 12,
          ${employeeId}, ${departmentId}, ${sourceId}, ${house.clock}, ${house.clock})`)
      return id
    },
    async close() {
      await Promise.all([db.close(), smtp.close(), cloud.close()])
      rmSync(folder, { recursive: true })
    },
  }
  return house
}

/** Everybody of the company signs in; the director reads English. */
async function giveAccounts(db: TestDatabase, company: TestCompany): Promise<void> {
  for (const person of [...Object.values(company.people), company.secondManager, company.otherManager]) {
    const language = person.role === 'director' ? 'en' : 'ru'
    await db.query(sql`
      insert into auth_users (id, name, email, language) values (${person.id}, ${person.name}, ${emailOf(person)}, ${language})`)
    await db.query(sql`
      update employees set user_id = ${person.id} where workspace_id = ${company.id} and id = ${person.id}`)
  }
}

export const emailOf = ({ role, line }: { readonly role: string; readonly line: string }): string =>
  `${role}-${line}@firma.example`
