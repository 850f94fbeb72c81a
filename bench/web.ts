import type { Line } from './measure.ts'
export const benchWeb = async (_: { tell: (message: string) => void }): Promise<Line[]> => []
