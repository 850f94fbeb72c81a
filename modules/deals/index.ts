export { createDeals } from './api.ts'
export { importDealRecords, importDeals, previewDeals } from './import.ts'
export { migrations } from './tables.ts'
