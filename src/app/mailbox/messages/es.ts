import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const es: Sentences<MessageKey> = {
  title: 'Buzón de la demostración',
  lead: 'Esta demostración no envía cartas. Las deja aquí, a la vista de todos.',
  warning: 'Quien visita esta demostración puede leer estas cartas. No uses tu dirección ni tu contraseña de verdad.',
  caption: 'Cartas, primero las más nuevas',
  about: 'Asunto',
  to: 'Para',
  written: 'Escrita',
  onItsWay: 'aún en camino',
  emptyTitle: 'Todavía no hay cartas',
  emptyText: 'Crea una cuenta o pide un enlace para entrar. La carta llega aquí en un momento.',
  lookAgain: 'Mirar otra vez',
  back: 'Todas las cartas',
  from: 'De',
  onlyFor: 'Solo cartas para',
  show: 'Mostrar',
  openTitle: 'Abrir un enlace de esta carta',
  openLink: 'Abrir {path}',
  asShown: 'La carta',
  asText: 'Lo mismo como texto sencillo',
}
