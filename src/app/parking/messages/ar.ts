import type { Sentences } from '#kernel/messages/messages.ts'
import type { MessageKey } from './en.ts'

export const ar: Sentences<MessageKey> = {
  title: 'موقف المهام',
  lead: 'المهام التي فشلت مرة بعد مرة تنتظرك هنا. لم يضع منها شيء.',
  help: 'السبب في الغالب أن جهازًا آخر كان غائبًا، مثل خادم البريد. إذا عاد فحاول من جديد.',
  caption: 'المهام المتوقفة، الأقدم أولًا',
  what: 'المهمة',
  since: 'متوقفة منذ',
  tried: 'المحاولات',
  said: 'ما الخطأ',
  todo: 'ما العمل',
  letter: 'رسالة',
  consequence: 'ما يتبع حدثًا: {name}',
  byTheClock: 'شيء يتم في وقته: {name}',
  unstarted: 'ما يتبع حدثًا',
  other: 'مهمة من نوع {name}',
  tryAgain: 'حاول من جديد',
  tryAllAgain: 'حاول من جديد في كل المهام ({count})',
  giveUp: 'تخلَّ عنها',
  giveUpTitle: 'التخلي عن مهمة نهائيًا',
  giveUpText: 'لن تُنجز. اكتب السبب ليفهمه الآخرون فيما بعد.',
  which: 'أيها',
  all: 'كلها ({count})',
  reason: 'السبب',
  reasonHint: 'مثلًا: الرسالة قديمة جدًا ولم تعد تفيد.',
  emptyTitle: 'لا توجد مهام متوقفة',
  emptyText: 'كل المهام أُنجزت أو ما زالت قيد المحاولة.',
  retried:
    '{count, plural, =0 {لم يعد هناك شيء متوقف.} one {تُعاد المحاولة الآن.} two {تُعاد المحاولة الآن في مهمتين.} few {تُعاد المحاولة الآن في # مهام.} many {تُعاد المحاولة الآن في # مهمة.} other {تُعاد المحاولة الآن في # مهمة.}}',
  dropped:
    '{count, plural, =0 {لم يعد هناك شيء متوقف.} one {تم التخلي عنها.} two {تم التخلي عن مهمتين.} few {تم التخلي عن # مهام.} many {تم التخلي عن # مهمة.} other {تم التخلي عن # مهمة.}}',
  more: 'هذه أول {count}.',
}
