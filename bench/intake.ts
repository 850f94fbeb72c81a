import type { Line } from './measure.ts'
export const benchIntake = async (_: { large: boolean; tell: (message: string) => void }): Promise<Line[]> => []
