import '../workspaces/contract.ts'
