/** From a connection's settings and secrets to its CRM. */
import type { Database } from '../../platform/database/database.ts'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'
import { ConnectionFailure, type Provider, type Source } from '../intake/index.ts'
import { createAmo } from './amo/amo.ts'
import { amoLimit, exchangeToken, openAmo } from './amo/client.ts'
import { createBitrix } from './bitrix/bitrix.ts'
import { bitrixLimit, openBitrix } from './bitrix/client.ts'
import type { AskOptions } from './client/ask.ts'
import { numberOf, textOf } from './client/json.ts'
import { createLimiter, type Limiter } from './client/limiter.ts'
import type { Crm } from './crm.ts'
import { ownNames } from './own-fields.ts'
import { currentToken } from './store/tokens.ts'

export interface OpenServices {
  readonly db: Database
  readonly box: SecretBox
  readonly now: () => Date
  readonly allowPrivate: boolean
  readonly pauseMs?: (attempt: number) => number
}

type Opened = Pick<Source, 'workspaceId' | 'endpointId' | 'secrets' | 'settings'>

/** Limits are the account's, however often its connection is opened anew. */
const limiters = new Map<string, Limiter>()

function limiterOf(host: string, limit: { readonly perSecond: number; readonly burst: number }): Limiter {
  const known = limiters.get(host)
  if (known) return known
  const made = createLimiter(limit)
  limiters.set(host, made)
  return made
}

/** @throws ConnectionFailure `credentials` where what it needs was not given */
export function openCrm(provider: Provider, source: Opened, services: OpenServices, signal: AbortSignal): Crm {
  const { allowPrivate, pauseMs } = services
  const { settings, secrets, workspaceId, endpointId } = source
  const options = (host: string, limit: { readonly perSecond: number; readonly burst: number }): AskOptions => ({
    limiter: limiterOf(host, limit),
    ...{ allowPrivate, signal },
    ...(pauseMs && { pauseMs }),
  })
  const own = ownNames(settings)
  if (provider === 'bitrix24') {
    const url = webAddress(secrets.webhookUrl, 'webhookUrl')
    return createBitrix(openBitrix(url.href, options(url.host, bitrixLimit)), {
      portal: url.origin,
      own,
      sendAs: settings.sendAs === 'deal' ? 'deal' : 'lead',
      category: numberOf(settings.sendCategory),
      source: textOf(settings.sendSource),
    })
  }
  const { origin: address, host } = webAddress(settings.address, 'address')
  const asking = options(host, amoLimit)
  const { accessToken, refreshToken, clientSecret } = secrets
  const clientId = textOf(settings.clientId)
  const app = refreshToken && clientSecret && clientId ? { refreshToken, clientSecret, clientId } : null
  if (!app && !accessToken) throw new ConnectionFailure('credentials', 'accessToken')
  const token = async (stale?: string): Promise<string> => {
    if (!app) return accessToken ?? ''
    const exchange = { address, ...app, redirectUri: textOf(settings.redirectUri) ?? '' }
    return currentToken(
      services,
      { workspaceId, endpointId },
      app.refreshToken,
      (refresh) => exchangeToken(exchange, refresh, asking, services.now),
      stale,
    )
  }
  return createAmo(openAmo({ address, token, renewable: app !== null }, asking), {
    address,
    own,
    sendAs: settings.sendAs === 'lead' ? 'lead' : 'unsorted',
    pipeline: numberOf(settings.sendPipeline),
    interactionField: numberOf(own.interaction),
  })
}

function webAddress(text: unknown, name: string): URL {
  if (typeof text !== 'string' || !URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ConnectionFailure('credentials', name)
  }
  return new URL(text)
}
