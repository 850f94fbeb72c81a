export { createDeals } from './api.ts'
export { dealOrigins } from './deal-origins.ts'
export { importDealRecords, importDeals, previewDeals } from './import.ts'
export type { DealOutcome, DealSystem } from './rules.ts'
export { dealsOfOrigins } from './store/figures.ts'
export {
  type CrmDeal,
  type DealChange,
  type DealPlace,
  giveDeals,
  keepCrmDeals,
  removeDeals,
  responsibleBy,
} from './store/keep.ts'
export type { DealProduct } from './store/products.ts'
export { keepStages, type PassedStage } from './store/stages.ts'
export { migrations } from './tables.ts'
