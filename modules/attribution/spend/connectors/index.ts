import type { SystemKey } from '../exports/system.ts'
import type { Connector } from './connector.ts'
import { googleAdsConnector } from './google-ads.ts'
import { vkAdsConnector } from './vk-ads.ts'
import { yandexDirectConnector } from './yandex-direct.ts'

export type Connectors = Readonly<Record<SystemKey, Connector>>

/** The systems that are read over their APIs. */
export const connectors: Connectors = {
  'yandex-direct': yandexDirectConnector,
  'vk-ads': vkAdsConnector,
  'google-ads': googleAdsConnector,
}
