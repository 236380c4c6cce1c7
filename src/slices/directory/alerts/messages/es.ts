import { es as editing } from '../../editing/messages/es.ts'
import type { AlertKey, OwnKey } from './en.ts'

const own: Record<OwnKey, string> = {
  alertsTitle: 'Días distintos: {name}',
  alertsLead:
    '«Cerrado esta semana», «Solo por teléfono hasta el viernes». La gente lo ve enseguida, también al buscar, y se acaba solo.',
  alertsEmpty: 'No hay nada especial escrito.',
  alertWords: '¿Qué conviene saber?',
  alertWordsHint: 'Una frase corta, como: Cerrado esta semana, se ha roto una tubería.',
  alertClosed: 'Esos días está cerrado',
  alertFrom: 'Desde',
  alertUntil: 'Hasta ese día incluido',
  alertMake: 'Avisar a la gente',
  alertMade: 'La gente lo ve desde ahora.',
  alertEnd: 'Ya pasó: {words}',
  alertEnded: 'Quitado.',
  alertWhen: 'Cuándo',
  notADate: 'Elige una fecha.',
  endsBeforeItBegins: 'Acabaría antes de empezar.',
  tooLongForAnAlert: 'Es más de un año. Mejor cambia la ficha.',
  noLinksHere: 'Por favor, no pongas direcciones web en la frase.',

  sweepsTitle: 'Horario de fiestas',
  sweepsLead:
    'Una carta a cada organización con horario, antes de que alguien vaya en vano. Responden en una página, sin cuenta.',
  sweepsBack: 'Cómo de al día está el directorio',
  sweepsEmpty: 'Todavía no se ha preguntado a nadie',
  sweepName: '¿Qué fiestas?',
  sweepNameHint: 'Como: Navidad y Año Nuevo.',
  sweepFrom: 'Primer día',
  sweepTo: 'Último día, como mucho dos semanas después',
  sweepUntil: 'Respuestas hasta',
  sweepOpen: 'Escribir a todas',
  sweepOpened: 'Las cartas van de camino.',
  sweepToAsk:
    '{count, plural, =0 {Nadie recibiría una carta: ninguna organización ha dado su horario y un correo.} one {Una organización ha dado su horario y un correo. Recibe la carta enseguida.} other {# organizaciones han dado su horario y un correo. Cada una recibe la carta enseguida.}}',
  sweepsAsked: 'Lo preguntado hasta ahora',
  sweepHoliday: 'Fiestas',
  sweepDays: 'Días',
  sweepAsked: 'Preguntadas',
  sweepAnswered: 'Respondidas',
  tooManyDays: 'Elige dos semanas como mucho.',
  mailHello: 'Hola:',
  mailSweepSubject: '¿Cuándo abrís? {holiday}',
  mailSweepText:
    'Pronto llega {holiday}. Para que nadie se encuentre la puerta cerrada, decidnos en un minuto cuándo abre {name} del {from} al {to}.',
  mailSweepOpen: 'Decir nuestro horario',
  mailSweepSmall:
    'No hace falta una cuenta. Abrir la página no cambia nada. Sirve hasta el {until} y una sola vez. Os escribimos porque esta dirección está en nuestra lista de ayuda.',
  hoursTitle: '{name}: {holiday}',
  hoursLead: 'Elige para cada día si abrís. Los días de siempre no necesitan nada.',
  hoursAsUsual: 'Como siempre',
  hoursClosed: 'Cerrado',
  hoursOther: 'Abierto en otro horario',
  hoursWhich: 'Horario del {day}',
  hoursWhichHint: 'Como 10:00–13:00.',
  hoursOn: '{name}, {day}',
  hoursSave: 'Avisar a la gente',
  hoursThanks: 'Gracias. La gente lee este horario desde ahora.',
}

export const es: Record<AlertKey, string> = { ...editing, ...own }
