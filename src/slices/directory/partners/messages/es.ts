import type { Sentences } from '#kernel/messages/messages.ts'
import type { PartnerMessage } from './en.ts'

export const es: Sentences<PartnerMessage> = {
  title: 'Programas de {name}',
  lead: 'Con una clave, tu propio programa escribe aquí tus listados. También podemos avisarle cuando algo cambia.',
  none: 'Ningún programa tiene clave',
  noneText: 'Solo la necesitas si guardas tus listados en un sistema propio.',
  label: '¿Para qué es?',
  labelHint: 'Por ejemplo: nuestro sistema de casos',
  labelNeeded: 'Di para qué es la clave.',
  url: 'Dónde avisar de los cambios',
  urlHint: 'Una dirección https de tu programa. Enviamos los identificadores de lo que cambió, firmados con tu clave.',
  notAWebAddress: 'Esto no es una dirección web. Empieza por https://',
  make: 'Hacer una clave',
  made: 'Copia esta clave ahora, solo se muestra una vez: {key}',
  end: 'Terminar «{label}»',
  ended: 'Esta clave ya no abre nada.',
  created: 'Hecha el {date}.',
  used: 'Usada por última vez el {date}.',
  unused: 'Sin usar hasta ahora.',
  telling: 'Los cambios se avisan a {url}.',
  failing: 'No responde desde el {date}. Seguimos intentándolo.',
  how: 'Cómo escribe un programa',
  howText:
    'Lee un servicio, lo cambia y lo devuelve con PUT a {path}, con la clave en la cabecera Authorization: Bearer. Si otra persona cambió un campo entretanto, no se escribe nada y la respuesta nombra cada uno de esos campos.',
}
