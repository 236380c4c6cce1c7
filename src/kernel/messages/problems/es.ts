import type { Sentences } from '../messages.ts'
import type { ProblemKey } from './en.ts'

export const es: Sentences<ProblemKey> = {
  missing: 'Por favor, rellene esto.',
  tooShort: 'Es demasiado corto.',
  tooLong: 'Es demasiado largo. Por favor, acórtelo.',
  tooSmall: 'Este número es demasiado pequeño.',
  tooLarge: 'Este número es demasiado grande.',
  strangeCharacters: 'Hay caracteres que no podemos guardar. Por favor, escríbalo de nuevo.',
  oneLineOnly: 'Por favor, escríbalo en una sola línea.',
  notAnId: 'Esto no lleva a nada aquí.',
  notAChoice: 'Por favor, elija una de las respuestas que se muestran.',
  notAnEmail: 'No es una dirección de correo. Debe ser como nombre@example.org.',
  notANumber: 'Por favor, escriba un número.',
  unknownField: 'No conocemos este campo.',
  notRight: 'Esto no parece correcto. Por favor, revíselo.',
}
