import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sha256Hex } from '../../kernel/hash.ts'
import { newId } from '../../kernel/ids.ts'

/** Links by which somebody who forgot their password chooses a new one. Only a hash is kept; a link works once. */
const identifierOf = (token: string): string => `password-link:${sha256Hex(token)}`

/** Makes a link's token for an account; links made for it before stop working. */
export async function makePasswordToken(pool: pg.Pool, personId: string, expiresAt: Date): Promise<string> {
  const token = `lsp_${randomBytes(24).toString('base64url')}`
  await forgetPasswordTokens(pool, personId)
  await pool.query(`insert into auth_verifications (id, identifier, value, "expiresAt") values ($1, $2, $3, $4)`, [
    newId(),
    identifierOf(token),
    personId,
    expiresAt,
  ])
  return token
}

/** Ends every link that was made for an account. */
export const forgetPasswordTokens = (pool: pg.Pool, personId: string): Promise<unknown> =>
  pool.query(`delete from auth_verifications where identifier like 'password-link:%' and value = $1`, [personId])

/** The account that a token opens, or null where it never was one, was used or has expired. */
export async function readPasswordToken(pool: pg.Pool, token: string, now: Date): Promise<string | null> {
  const { rows } = await pool.query<{ value: string }>(
    `select value from auth_verifications where identifier = $1 and "expiresAt" > $2`,
    [identifierOf(token), now],
  )
  return rows[0]?.value ?? null
}

/** Uses a token up: of two who try at once one gets the account. */
export async function redeemPasswordToken(pool: pg.Pool, token: string, now: Date): Promise<string | null> {
  const { rows } = await pool.query<{ value: string; open: boolean }>(
    `delete from auth_verifications where identifier = $1 returning value, "expiresAt" > $2 as open`,
    [identifierOf(token), now],
  )
  return rows[0]?.open ? rows[0].value : null
}
