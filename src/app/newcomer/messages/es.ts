import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const es: Sentences<MessageKey> = {
  title: 'Le damos la bienvenida a {community}',
  pageTitle: '¿Acaba de llegar?',
  lead: 'Dos páginas para imprimir o enviar: cinco lugares a donde ir, cinco maneras de conocer gente, cómo pedir ayuda y teléfonos para lo urgente.',
  near: 'Código postal o población',
  nearHint: 'Para que los lugares estén cerca de la persona. Déjelo vacío para toda la zona.',
  large: 'Letra grande',
  make: 'Hacer el cuaderno',
  languages: 'En otro idioma',
  greeting: 'Qué bien que esté aquí. Nadie tiene que saberlo todo enseguida: empiece por una cosa.',
  places: 'Cinco lugares a donde ir',
  placesLead: 'Puede entrar sin más. Nadie pregunta por qué vino.',
  people: 'Cinco maneras de conocer gente',
  peopleLead: 'Puede venir solo a mirar. Basta con saludar.',
  asking: 'Cómo pedir ayuda',
  step1: '1. Dígalo con sus palabras en {address}, o pregunte en una biblioteca. No necesita cuenta.',
  step2: '2. Llame antes de ir si la página lo dice. Puede pedir un intérprete.',
  step3: '3. Si no pueden ayudar, pregunte quién puede. No es culpa suya si una puerta está cerrada.',
  step4: '4. Usted decide qué cuenta. Puede ir con alguien.',
  urgent: 'Cuando no puede esperar',
  nearest: 'lo más cercano primero, desde {place}',
  made: 'Hecho el {date} con los listados abiertos de {community}. Los códigos cuadrados muestran lo que vale hoy.',
  foot: 'Bienvenida a {community} · página {page} de {pages} · {date}',
  openNow: 'Gratis',
  stepFree: 'Sin escalones',
}
