import type { PeopleKey } from './en.ts'

export const es: Record<PeopleKey, string> = {
  name: '¿Cómo quieres que te llamemos?',
  nameHint: 'Basta con el nombre de pila.',
  email: 'Correo electrónico',
  password: 'Contraseña',
  newPasswordHint: 'Al menos 8 caracteres. Mejor 15 o más: tres o cuatro palabras seguidas se recuerdan bien.',
  passwordTooShort: 'Es demasiado corta. Usa al menos 8 caracteres.',
  passwordTooLong: 'Es demasiado larga. Usa como mucho 128 caracteres.',
  passwordTooCommon: 'Mucha gente usa esta contraseña, así que es la primera que otros prueban. Elige otra, por favor.',
  passwordIsYou: 'Elige una contraseña que no sea tu nombre ni tu dirección.',
  passwordWrong: 'La contraseña no es correcta.',
  waitThenTry: 'Hubo demasiados intentos. Espera unos minutos y prueba otra vez.',
  codeWrong: 'Este código no vale. Los códigos cambian cada 30 segundos: escribe el que se ve ahora.',
  code: 'Código',
  linkIsDead: 'Este enlace ya no funciona. Los enlaces sirven una vez, durante una hora. Pide aquí uno nuevo.',

  greeting: 'Hola, {name}:',
  greetingNoName: 'Hola:',
  notYou: '¿No has sido tú? Entonces no hagas nada: sin pulsar el botón no pasa nada.',
  linkLasts: 'El enlace sirve una vez, durante una hora.',
  signUpSubject: 'Confirma tu dirección',
  signUpText: 'Alguien ha creado una cuenta en {community} con esta dirección. Si has sido tú, confírmala aquí.',
  signUpButton: 'Confirmar mi dirección',
  alreadySubject: 'Ya tienes una cuenta',
  alreadyText:
    'Alguien intentó crear una cuenta en {community} con esta dirección. Ya tienes una, así que no ha cambiado nada. Entra aquí, o elige otra contraseña si la olvidaste.',
  signInButton: 'Entrar',
  linkSubject: 'Tu enlace para entrar',
  linkText: 'Este es el enlace para entrar en {community}.',
  resetSubject: 'Elige una contraseña nueva',
  resetText: 'Alguien pidió una contraseña nueva para tu cuenta en {community}. Elígela aquí.',
  resetButton: 'Elegir una contraseña nueva',
  unknownSubject: 'No hay ninguna cuenta con esta dirección',
  unknownText:
    'Alguien quiso entrar en {community} con esta dirección, pero no hay ninguna cuenta con ella. Quizá usaste otra dirección. También puedes crear una cuenta.',
  signUpHereButton: 'Crear una cuenta',
  emailOldSubject: '¿Quieres cambiar tu dirección?',
  emailOldText:
    'Alguien que ha entrado con tu cuenta en {community} quiere usar desde ahora la dirección {email}. Si has sido tú, di que sí aquí. Después di que sí también en la carta a la dirección nueva.',
  emailNewSubject: 'Confirma tu nueva dirección',
  emailNewText:
    'Alguien quiere usar esta dirección para una cuenta en {community}. Si has sido tú, di que sí aquí. Después di que sí también en la carta a la dirección antigua.',
  emailButton: 'Sí, cambiarla',
  emailTakenSubject: 'Esta dirección ya tiene una cuenta',
  emailTakenText:
    'Alguien quiso usar esta dirección para otra cuenta en {community}. Ya pertenece a una cuenta, así que no ha cambiado nada.',
  ifNotYouPassword:
    '¿No has sido tú? Entonces elige ahora mismo una contraseña nueva. Así se cierra la sesión de todos los demás.',
  passwordChangedSubject: 'Se cambió tu contraseña',
  passwordChangedText:
    'Se cambió la contraseña de tu cuenta en {community}. Se cerró tu sesión en todos los demás sitios.',
  secondStepAddedSubject: 'Ahora entras en dos pasos',
  secondStepAddedText: 'Tu cuenta en {community} pide ahora un código de tu aplicación cuando entras.',
  secondStepRemovedSubject: 'Se quitó el segundo paso',
  secondStepRemovedText: 'Tu cuenta en {community} ya no pide un código al entrar.',
  passkeyAddedSubject: 'Se añadió una llave de acceso',
  passkeyAddedText: 'Una nueva llave de acceso puede entrar ahora en tu cuenta en {community}.',

  role_host: 'Anfitrión o anfitriona',
  role_navigator: 'Orientador u orientadora',
  role_editor: 'Edita una organización',
  role_admin: 'Lleva una organización',
  role_moderator: 'Modera',
  role_safeguarding: 'Responsable de protección',
  role_steward: 'Lleva la comunidad',
  role_member: 'Vecino o vecina',
}
