import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const es: Sentences<MessageKey> = {
  title: 'Cartas de {community}',
  digest: 'avisos de lo que hay',
  reminders: 'recordatorios',
  checks: 'preguntas sobre si una ficha sigue siendo correcta',
  news: 'noticias nuestras',
  stopLead: 'Usted recibe cartas con {list}. ¿Dejamos de enviarlas?',
  stopText: 'Seguirá recibiendo las cartas que usted pida, como un enlace para entrar.',
  stop: 'No enviar más estas cartas',
  stoppedLead: 'Ya no recibe cartas con {list}.',
  stoppedText: '¿Ha cambiado de idea? Puede recibirlas otra vez.',
  again: 'Quiero recibirlas otra vez',
  stopped: 'Hecho. No le enviaremos más de estas.',
  comingAgain: 'Bien. Volverá a recibir estas cartas.',
}
