export { type Contact, type ContactSet, resolveCustomers } from './resolve.ts'
export { migrations } from './tables.ts'
