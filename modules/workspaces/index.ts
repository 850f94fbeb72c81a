export { createWorkspaces } from './api.ts'
export type { Department, Employee, Workspace } from './contract.ts'
export { createMembership, type Membership } from './membership.ts'
export { logNewPassword } from './passwords.ts'
export { addEmployee, type NewEmployee } from './people.ts'
export { type By, system } from './store/by.ts'
export { addDepartment, listDepartments } from './store/departments.ts'
export { listEmployees } from './store/employees.ts'
export { createApiKey } from './store/keys.ts'
export {
  type Company,
  createWorkspace,
  type DemoLogin,
  demoLogins,
  findWorkspace,
  listWorkspaces,
  type NewWorkspace,
  setDemoLogins,
} from './store/workspaces.ts'
export { migrations } from './tables.ts'
