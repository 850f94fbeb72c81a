import '../modules/workspaces/store.ts'
import './testing/help.ts'

export const outside = 1
