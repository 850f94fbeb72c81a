import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Config } from '../../platform/config/config.ts'
import { createLog } from '../../platform/log/log.ts'
import { compose } from '../compose.ts'
import { examineDatabase } from '../doctor/database.ts'
import { type Finding, ok, problem } from '../doctor/finding.ts'
import { examineMachine } from '../doctor/machine.ts'
import { words as said } from '../doctor/words.ts'
import { print, printJson, settings } from './application.ts'
import { inLanguage } from './language.ts'
import { openStore } from './store.ts'

const words = inLanguage({
  ru: {
    doctor: 'сказать, что настроено неверно и как это исправить; код выхода 1, если что-то сломано',
    json: 'для программ',
  },
  en: {
    doctor: 'say what is misconfigured and how to fix it; exit code 1 where something is broken',
    json: 'for machines',
  },
})

const signs = { ok: '✓', warning: '!', problem: '✗' } as const

async function examineStore(config: Config): Promise<Finding[]> {
  // An examination changes nothing: it makes no database where there is none.
  const made = ['postgres', 'postgres-is-at'].some((name) => existsSync(join(config.dataFolder, name)))
  if (!config.databaseUrl && !made) {
    return [ok('database', said.embedded)]
  }
  try {
    const store = await openStore(config)
    const app = compose(config, store.url, createLog('silent'))
    try {
      const gauges = Object.values(app.modules).flatMap((module) => module.gauges ?? [])
      return await examineDatabase(app.services.db, gauges)
    } finally {
      await app.close()
      await store.release()
    }
  } catch (error) {
    const why = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error)
    const fix = config.databaseUrl ? said.checkUrl : said.lookIntoLog(`${config.dataFolder}/postgres/postgres.log`)
    return [problem('database', why, fix)]
  }
}

function examineConfig(): Config | Finding {
  try {
    return settings()
  } catch (error) {
    return problem('settings', error instanceof Error ? error.message : String(error), said.correct)
  }
}

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description(words.doctor)
    .option('--json', words.json)
    .action(async ({ json }: { json?: boolean }) => {
      const config = examineConfig()
      const findings = 'fix' in config ? [config] : [...examineMachine(config), ...(await examineStore(config))]
      if (findings.some(({ state }) => state === 'problem')) process.exitCode = 1
      if (json) return printJson(findings)
      for (const { name, state, what, fix } of findings) {
        print(`${signs[state]} ${said.titles[name] ?? name}: ${what}${fix ? `\n    → ${fix}` : ''}`)
      }
    })
