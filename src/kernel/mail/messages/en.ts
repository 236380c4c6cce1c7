export const en = {
  footWhy: 'This letter comes from {community}.',
  footRefuse: 'No more letters like this',
}
