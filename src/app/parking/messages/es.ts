import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const es: Sentences<MessageKey> = {
  title: 'Aparcamiento de tareas',
  lead: 'Las tareas que fallaron una y otra vez te esperan aquí. Nada se ha perdido.',
  help: 'Casi siempre faltaba otra máquina, como el servidor de correo. Si ya ha vuelto, prueba otra vez.',
  caption: 'Tareas aparcadas, primero las que más esperan',
  what: 'Qué',
  since: 'Aparcada',
  tried: 'Intentos',
  said: 'Qué falló',
  todo: 'Qué hacer',
  letter: 'Una carta',
  consequence: 'Lo que sigue a un suceso: {name}',
  byTheClock: 'Algo que se hace a su hora: {name}',
  unstarted: 'Lo que sigue a un suceso',
  other: 'Tarea del tipo {name}',
  tryAgain: 'Probar otra vez',
  tryAllAgain: 'Probar otra vez las {count}',
  giveUp: 'Abandonar',
  giveUpTitle: 'Abandonar una tarea para siempre',
  giveUpText: 'No se hará. Escribe por qué, para que otras personas lo entiendan más tarde.',
  which: 'Cuál',
  all: 'las {count}',
  reason: 'Por qué',
  reasonHint: 'Por ejemplo: la carta es demasiado vieja para servir.',
  emptyTitle: 'No hay nada aparcado',
  emptyText: 'Todas las tareas están hechas o todavía se intentan.',
  retried:
    '{count, plural, =0 {Ya no había nada aparcado.} one {Se prueba otra vez ahora.} other {# se prueban otra vez ahora.}}',
  dropped: '{count, plural, =0 {Ya no había nada aparcado.} one {Se ha abandonado.} other {# se han abandonado.}}',
  more: 'Estas son las primeras {count}.',
}
