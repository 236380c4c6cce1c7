export const ar = {
  footWhy: 'وصلتك هذه الرسالة من {community}.',
  footRefuse: 'لا أريد رسائل أخرى كهذه',
}
