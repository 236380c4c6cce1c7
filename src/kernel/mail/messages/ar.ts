export const ar = {
  footWhy: 'وصلتك هذه الرسالة من {community}.',
  footRefuse: 'لا أريد رسائل أخرى كهذه',
  neutralFrom: 'رسائل',
  neutral_message: 'رسالة لك',
  neutral_read: 'شيء للقراءة',
  neutral_time: 'عندما يكون لديك وقت',
  neutralText: 'مرحبًا. لك شيء هنا:',
  neutralOpen: 'افتحه',
}
