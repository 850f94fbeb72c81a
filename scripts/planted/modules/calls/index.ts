import '../workspaces/store.ts'

export const calls = 1
