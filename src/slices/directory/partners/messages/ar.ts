import type { Sentences } from '#kernel/messages/messages.ts'
import type { PartnerMessage } from './en.ts'

export const ar: Sentences<PartnerMessage> = {
  title: 'برامج {name}',
  lead: 'بمفتاح يكتب برنامجك قوائمك هنا. ويمكن إبلاغه أيضًا حين يتغير شيء.',
  none: 'ليس لأي برنامج مفتاح',
  noneText: 'تحتاج إليه فقط إذا كنت تحفظ قوائمك في نظام خاص بك.',
  label: 'لماذا هو؟',
  labelHint: 'مثلًا: نظام الحالات لدينا',
  labelNeeded: 'قل لماذا هذا المفتاح.',
  url: 'أين نبلغ بالتغييرات',
  urlHint: 'عنوان https لبرنامجك. نرسل معرّفات ما تغير موقعة بمفتاحك.',
  notAWebAddress: 'هذا ليس عنوان موقع. يبدأ بـ https://',
  make: 'اصنع مفتاحًا',
  made: 'انسخ هذا المفتاح الآن، فهو يظهر مرة واحدة فقط: {key}',
  end: 'أنهِ «{label}»',
  ended: 'لم يعد هذا المفتاح يفتح شيئًا.',
  created: 'صُنع في {date}.',
  used: 'استُعمل آخر مرة في {date}.',
  unused: 'لم يُستعمل بعد.',
  telling: 'تُبلّغ التغييرات إلى {url}.',
  failing: 'لم يجب منذ {date}. نواصل المحاولة.',
  how: 'كيف يكتب البرنامج',
  howText:
    'يقرأ خدمة ويغيرها ويعيدها بطريقة PUT إلى {path}، والمفتاح في الترويسة Authorization: Bearer. إذا غيّر شخص آخر حقلًا في هذه الأثناء فلا يُكتب شيء، ويسمي الجواب كل حقل من هذه الحقول.',
}
