import 'node:fs'
import { contract } from '../contract.ts'
import '../store.ts'

export const screen = contract
