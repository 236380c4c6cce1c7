import type { PeopleKey } from './en.ts'

export const es: Record<PeopleKey, string> = {
  name: '¿Cómo quiere que le llamemos?',
  nameHint: 'Basta con el nombre de pila.',
  email: 'Correo electrónico',
  password: 'Contraseña',
  newPasswordHint: 'Al menos 8 caracteres. Mejor 15 o más: tres o cuatro palabras seguidas se recuerdan bien.',
  passwordTooShort: 'Es demasiado corta. Use al menos 8 caracteres.',
  passwordTooLong: 'Es demasiado larga. Use como mucho 128 caracteres.',
  passwordTooCommon: 'Mucha gente usa esta contraseña, así que es la primera que otros prueban. Elija otra, por favor.',
  passwordIsYou: 'Elija una contraseña que no sea su nombre ni su dirección.',
  passwordWrong: 'La contraseña no es correcta.',
  waitThenTry: 'Hubo demasiados intentos. Espere unos minutos y pruebe otra vez.',
  codeWrong: 'Este código no vale. Los códigos cambian cada 30 segundos: escriba el que se ve ahora.',
  code: 'Código',
  linkIsDead: 'Este enlace ya no funciona. Los enlaces sirven una vez, durante una hora. Pida aquí uno nuevo.',

  greeting: 'Hola, {name}:',
  greetingNoName: 'Hola:',
  notYou: '¿No fue usted? Entonces no haga nada: sin pulsar el botón no pasa nada.',
  linkLasts: 'El enlace sirve una vez, durante una hora.',
  signUpSubject: 'Confirme su dirección',
  signUpText: 'Alguien ha creado una cuenta en {community} con esta dirección. Si fue usted, confírmela aquí.',
  signUpButton: 'Confirmar mi dirección',
  alreadySubject: 'Ya tiene una cuenta',
  alreadyText:
    'Alguien intentó crear una cuenta en {community} con esta dirección. Usted ya tiene una, así que no ha cambiado nada. Entre aquí, o elija otra contraseña si la olvidó.',
  signInButton: 'Entrar',
  linkSubject: 'Su enlace para entrar',
  linkText: 'Este es el enlace para entrar en {community}.',
  resetSubject: 'Elija una contraseña nueva',
  resetText: 'Alguien pidió una contraseña nueva para su cuenta en {community}. Elíjala aquí.',
  resetButton: 'Elegir una contraseña nueva',
  unknownSubject: 'No hay ninguna cuenta con esta dirección',
  unknownText:
    'Alguien quiso entrar en {community} con esta dirección, pero no hay ninguna cuenta con ella. Quizá usó otra dirección. También puede crear una cuenta.',
  signUpHereButton: 'Crear una cuenta',
  emailOldSubject: '¿Quiere cambiar su dirección?',
  emailOldText:
    'Alguien que ha entrado con su cuenta en {community} quiere usar desde ahora la dirección {email}. Si fue usted, diga que sí aquí. Después diga que sí también en la carta a la dirección nueva.',
  emailNewSubject: 'Confirme su nueva dirección',
  emailNewText:
    'Alguien quiere usar esta dirección para una cuenta en {community}. Si fue usted, diga que sí aquí. Después diga que sí también en la carta a la dirección antigua.',
  emailButton: 'Sí, cambiarla',
  emailTakenSubject: 'Esta dirección ya tiene una cuenta',
  emailTakenText:
    'Alguien quiso usar esta dirección para otra cuenta en {community}. Ya pertenece a una cuenta, así que no ha cambiado nada.',
  ifNotYouPassword:
    '¿No fue usted? Entonces elija ahora mismo una contraseña nueva. Así se cierra la sesión de todos los demás.',
  passwordChangedSubject: 'Se cambió su contraseña',
  passwordChangedText:
    'Se cambió la contraseña de su cuenta en {community}. Se cerró su sesión en todos los demás sitios.',
  secondStepAddedSubject: 'Ahora entra en dos pasos',
  secondStepAddedText: 'Su cuenta en {community} pide ahora un código de su aplicación al entrar.',
  secondStepRemovedSubject: 'Se quitó el segundo paso',
  secondStepRemovedText: 'Su cuenta en {community} ya no pide un código al entrar.',
  passkeyAddedSubject: 'Se añadió una llave de acceso',
  passkeyAddedText: 'Una nueva llave de acceso puede entrar ahora en su cuenta en {community}.',

  role_host: 'Anfitrión o anfitriona',
  role_navigator: 'Orientador u orientadora',
  role_editor: 'Edita una organización',
  role_admin: 'Lleva una organización',
  role_moderator: 'Modera',
  role_safeguarding: 'Responsable de protección',
  role_steward: 'Lleva la comunidad',
  role_member: 'Vecino o vecina',
}
