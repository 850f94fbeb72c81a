import '../platform/outside.ts'
