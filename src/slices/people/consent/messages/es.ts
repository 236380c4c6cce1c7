import type { ConsentKey } from './en.ts'

export const es: Record<ConsentKey, string> = {
  back: 'Volver a tu cuenta',
  agreedTitle: 'A qué has dicho que sí',
  agreedLead:
    'Quién puede usar lo que contaste, para qué y hasta cuándo. Puedes retirar cada permiso con un botón, al momento y sin dar razones.',
  nothingTitle: 'Aún no has dado ningún permiso',
  nothingText: 'Cuando alguien pida usar lo que contaste, tu respuesta estará aquí.',
  whatYouSaid: 'A qué dijiste que sí',
  who: 'Quién',
  which: 'Qué datos',
  until: 'Hasta',
  given: 'Lo diste',
  how_page: 'en una página de aquí, el {date}',
  how_paper: 'en papel, el {date}',
  how_phone: 'por teléfono, el {date}',
  'how_in-person': 'en persona, el {date}',
  inLanguage: 'En qué idioma',
  writtenBy: 'Lo apuntó',
  takeBack: 'Retirarlo',
  takenBack: 'Lo has retirado. Desde ahora ya no vale.',
  over: 'Lo que ya terminó',
  overText: 'Ya no vale. Lo guardamos un tiempo como prueba y después se borra.',
  ended_withdrawn: 'Retirado el {date}',
  ended_over: 'Terminó el {date}',
}
