import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const ar: Sentences<MessageKey> = {
  title: 'رسائل من {community}',
  digest: 'أخبار ما يجري حولك',
  reminders: 'التذكيرات',
  checks: 'أسئلة عن صحة المعلومات المنشورة',
  news: 'أخبارنا',
  stopLead: 'تصلك رسائل فيها {list}. هل نوقفها؟',
  stopText: 'ستظل تصلك الرسائل التي تطلبها بنفسك، مثل رابط الدخول.',
  stop: 'أوقفوا هذه الرسائل',
  stoppedLead: 'لن تصلك بعد الآن رسائل فيها {list}.',
  stoppedText: 'هل غيّرت رأيك؟ يمكنك أن تستلمها من جديد.',
  again: 'أرسلوا لي هذه الرسائل من جديد',
  stopped: 'تم. لن نرسل إليك المزيد منها.',
  comingAgain: 'حسنًا. ستصلك هذه الرسائل من جديد.',
}
