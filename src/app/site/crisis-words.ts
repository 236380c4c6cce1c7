import type { Answers } from '#slices/safety/crisis/rules.ts'
import type { MessageKey } from '../messages/en.ts'

/** When and for what a crisis line answers, in our words. */
export const crisisWords: Record<Answers, MessageKey> = {
  emergency: 'crisisEmergency',
  listening: 'crisisListening',
  abuse: 'crisisAbuse',
  child: 'crisisChild',
}
