/**
 * Secrets of foreign systems (keys that providers sign with) must be readable again to check signatures, so they lie
 * in the database encrypted: AES-256-GCM with one key per installation that never enters the database or its backups.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SecretBox {
  /** Encrypts text. `place` (table, company, row) is bound to the result: moved to another row it does not open. */
  seal(text: string, place: string): string
  /** Decrypts what `seal` gave. Throws where the key or the place is another one, or the text was tampered with. */
  open(sealed: string, place: string): string
}

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

/** A box that locks with the given 32 bytes. */
export function createSecretBox(key: Buffer): SecretBox {
  if (key.length !== 32) throw new Error('A secret key has 32 bytes')
  return {
    seal(text, place) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
      const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), locked]).toString('base64url')}`
    },
    open(sealed, place) {
      const [name, packed = ''] = sealed.split('.')
      if (name !== version) throw new Error(`A secret of unknown form: ${name}`)
      const bytes = Buffer.from(packed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
    },
  }
}

/**
 * The installation's box. The key is LIDOSKOP_SECRET_KEY (any text of 16 characters or more; needed where several
 * servers share one database), else `secret.key` in the data folder, made on first use and readable by its owner only.
 */
export const openSecretBox = (
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): SecretBox => createSecretBox(installationKey(dataFolder, env))

/** The 32 bytes themselves, for what else is derived from them (the key that signs sessions). */
export function installationKey(
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Buffer {
  const given = env.LIDOSKOP_SECRET_KEY
  if (given) {
    if (given.length < 16) throw new Error('LIDOSKOP_SECRET_KEY: at least 16 characters')
    return createHash('sha256').update(given).digest()
  }
  return Buffer.from(readOrMakeKey(join(dataFolder, 'secret.key'), dataFolder), 'hex')
}

function readOrMakeKey(file: string, folder: string): string {
  const known = readKey(file)
  if (known) return known
  mkdirSync(folder, { recursive: true })
  try {
    // `wx`: of two servers that start at once one makes the key and the other reads it.
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
    chmodSync(file, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const made = readKey(file)
  if (!made) throw new Error(`${file} holds no key`)
  return made
}

function readKey(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim()
    return /^[0-9a-f]{64}$/.test(text) ? text : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
