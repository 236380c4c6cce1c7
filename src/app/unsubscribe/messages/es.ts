import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const es: Sentences<MessageKey> = {
  title: 'Cartas de {community}',
  digest: 'avisos de lo que hay',
  reminders: 'recordatorios',
  checks: 'preguntas sobre si una ficha sigue siendo correcta',
  news: 'noticias nuestras',
  stopLead: 'Recibes cartas con {list}. ¿Dejamos de enviarlas?',
  stopText: 'Seguirás recibiendo las cartas que pidas, como un enlace para entrar.',
  stop: 'No enviar más estas cartas',
  stoppedLead: 'Ya no recibes cartas con {list}.',
  stoppedText: '¿Has cambiado de idea? Puedes recibirlas otra vez.',
  again: 'Quiero recibirlas otra vez',
  stopped: 'Hecho. No te enviaremos más de estas.',
  comingAgain: 'Bien. Volverá a recibir estas cartas.',
}
