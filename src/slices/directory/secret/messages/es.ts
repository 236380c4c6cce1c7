import type { Sentences } from '#kernel/messages/messages.ts'
import type { SecretKey } from './en.ts'

export const es: Sentences<SecretKey> = {
  title: 'Dónde está',
  leadSecret:
    'La dirección de este lugar se guarda en secreto. No está en ninguna página, mapa, lista ni archivo nuestro.',
  leadOpen: 'Cualquiera puede ver dónde está este lugar.',
  open: 'Mostrarme la dirección',
  openHint: 'Te la mostramos durante {minutes} minutos. Anotamos que la has mirado y cuándo.',
  opened: 'La dirección está más abajo.',
  address: 'Dirección',
  position: 'Posición en el mapa',
  toldOf: 'Qué más dice su fuente',
  hide: 'Guardar esta dirección en secreto',
  hideHint:
    'Hazlo donde las personas corren peligro si las encuentran. La dirección, el punto del mapa y el nombre del lugar desaparecen enseguida, aquí y en todo lo que enviamos. A la gente se le dice que llame antes.',
  hideThen: 'Cuando sea secreta, solo quienes cuidan su organización podrán verla o volver a mostrarla. Tú no.',
  hideForGood:
    'Nadie cuida este lugar aquí. Cuando sea secreto, nadie podrá volver a mostrarlo hasta que lo tenga una organización.',
  notStaff: 'Solo quienes cuidan su organización pueden verla o volver a mostrarla.',
  backToTheirs: 'A la organización',
  hidden: 'La dirección es ahora secreta.',
  show: 'Mostrar otra vez la dirección a todos',
  showHint:
    'Hazlo solo si nadie corre peligro cuando se conoce el lugar. Quien la copie entonces la tendrá para siempre.',
  shown: 'Cualquiera puede ver otra vez dónde está este lugar.',
  back: 'Volver a su organización',
}
