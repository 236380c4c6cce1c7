import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const ar: Sentences<MessageKey> = {
  title: 'صندوق بريد النسخة التجريبية',
  lead: 'هذه النسخة التجريبية لا ترسل الرسائل، بل تضعها هنا ليقرأها الجميع.',
  warning: 'كل من يزور هذه النسخة التجريبية يستطيع قراءة هذه الرسائل. لا تستخدم عنوانك أو كلمة مرورك الحقيقية.',
  caption: 'الرسائل، الأحدث أولًا',
  about: 'الموضوع',
  to: 'إلى',
  written: 'كُتبت',
  onItsWay: 'ما زالت في الطريق',
  emptyTitle: 'لا توجد رسائل بعد',
  emptyText: 'أنشئ حسابًا أو اطلب رابطًا للدخول، وستصل الرسالة إلى هنا بعد لحظات.',
  lookAgain: 'انظر مرة أخرى',
  back: 'كل الرسائل',
  from: 'من',
  onlyFor: 'الرسائل الموجهة إلى',
  show: 'اعرض',
  openTitle: 'افتح رابطًا من هذه الرسالة',
  openLink: 'افتح {path}',
  asShown: 'الرسالة',
  asText: 'الرسالة نفسها كنص عادي',
}
