export { type Contact, type ContactSet, type Resolved, resolveCustomers } from './resolve.ts'
export { migrations } from './tables.ts'
