export { createCompany, type TestCompany, type TestEmployee } from './company.ts'
export { type TestDatabase, testDatabase } from './database.ts'
export { type ApiOptions, type Login, type TestServer, testServer } from './server.ts'
