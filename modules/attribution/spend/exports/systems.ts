import { googleAds } from './google-ads.ts'
import type { ExportSystem, SystemKey } from './system.ts'
import { vkAds } from './vk-ads.ts'
import { yandexDirect } from './yandex-direct.ts'

/** The advertising systems whose exports are known. A new one is a file of its own and a line here. */
export const systems: readonly ExportSystem[] = [yandexDirect, vkAds, googleAds]

export function systemOf(key: SystemKey): ExportSystem {
  const found = systems.find((system) => system.key === key)
  if (!found) throw new Error(`no advertising system ${key}`)
  return found
}
