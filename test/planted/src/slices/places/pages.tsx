import { z } from './commands.ts'
export const y = z
