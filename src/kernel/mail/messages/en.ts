export const en = {
  footWhy: 'This letter comes from {community}.',
  footRefuse: 'No more letters like this',
  neutralFrom: 'Messages',
  neutral_message: 'A message for you',
  neutral_read: 'Something to read',
  neutral_time: 'When you have time',
  neutralText: 'Hello. There is something for you here:',
  neutralOpen: 'Open it',
}
