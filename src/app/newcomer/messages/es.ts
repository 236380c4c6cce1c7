import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const es: Sentences<MessageKey> = {
  title: 'Te damos la bienvenida a {community}',
  pageTitle: '¿Acaba de llegar?',
  lead: 'Dos páginas para imprimir o enviar: cinco lugares a donde ir, cinco maneras de conocer gente, cómo pedir ayuda y teléfonos para lo urgente.',
  near: 'Código postal o población',
  nearHint: 'Para que los lugares estén cerca de la persona. Déjalo vacío para toda la zona.',
  large: 'Letra grande',
  make: 'Hacer el cuaderno',
  languages: 'En otro idioma',
  greeting: 'Qué bien que estés aquí. Nadie tiene que saberlo todo enseguida: empieza por una cosa.',
  places: 'Cinco lugares a donde ir',
  placesLead: 'Puedes entrar sin más. Nadie pregunta por qué has venido.',
  people: 'Cinco maneras de conocer gente',
  peopleLead: 'Puedes venir solo a mirar. Basta con saludar.',
  asking: 'Cómo pedir ayuda',
  step1: '1. Dilo con tus palabras en {address}, o pregunta en una biblioteca. No necesitas cuenta.',
  step2: '2. Llama antes de ir si la página lo dice. Puedes pedir un intérprete.',
  step3: '3. Si no pueden ayudar, pregunta quién puede. No es culpa tuya si una puerta está cerrada.',
  step4: '4. Tú decides qué cuentas. Puedes ir con alguien.',
  urgent: 'Cuando no puede esperar',
  nearest: 'lo más cercano primero, desde {place}',
  made: 'Hecho el {date} con los listados abiertos de {community}. Los códigos cuadrados muestran lo que vale hoy.',
  foot: 'Bienvenida a {community} · página {page} de {pages} · {date}',
  openNow: 'Gratis',
  stepFree: 'Sin escalones',
}
