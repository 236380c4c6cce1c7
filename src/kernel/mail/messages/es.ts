export const es = {
  footWhy: 'Esta carta es de {community}.',
  footRefuse: 'No quiero más cartas como esta',
}
