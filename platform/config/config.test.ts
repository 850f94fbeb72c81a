import { isAbsolute } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without settings it listens on this machine only, with data in the current folder and a demo company', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    port: 4310,
    host: '127.0.0.1',
    demo: true,
    databaseUrl: undefined,
    publicUrl: undefined,
  })
  expect(isAbsolute(config.dataFolder)).toBe(true)
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 4310, databaseUrl: undefined })
})

test('every wrong setting is named in a sentence of its own', () => {
  const wrong = {
    PORT: '70000',
    LIDOSKOP_DEMO: 'no',
    DATABASE_URL: 'localhost',
    LIDOSKOP_URL: 'lidoskop',
    LOG_LEVEL: 'loud',
  }
  expect(() => readConfig(wrong)).toThrow(
    /^PORT: .+\nDATABASE_URL: must look like .+\nLIDOSKOP_DEMO: .+\nLIDOSKOP_URL: .+\nLOG_LEVEL: .+$/,
  )
})
