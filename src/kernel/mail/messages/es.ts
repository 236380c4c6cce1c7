export const es = {
  footWhy: 'Esta carta es de {community}.',
  footRefuse: 'No quiero más cartas como esta',
  neutralFrom: 'Mensajes',
  neutral_message: 'Un mensaje para ti',
  neutral_read: 'Algo para leer',
  neutral_time: 'Cuando tengas un momento',
  neutralText: 'Hola. Aquí hay algo para ti:',
  neutralOpen: 'Abrir',
}
