export { type Contact, type ContactSet, type Resolved, resolveCustomers } from './resolve.ts'
export { type Customer, readCustomer } from './store.ts'
export { migrations } from './tables.ts'
