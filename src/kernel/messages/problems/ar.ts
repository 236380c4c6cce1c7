import type { Sentences } from '../messages.ts'
import type { ProblemKey } from './en.ts'

export const ar: Sentences<ProblemKey> = {
  missing: 'يرجى ملء هذا الحقل.',
  tooShort: 'هذا قصير جدًا.',
  tooLong: 'هذا طويل جدًا. يرجى اختصاره.',
  tooSmall: 'هذا الرقم صغير جدًا.',
  tooLarge: 'هذا الرقم كبير جدًا.',
  strangeCharacters: 'توجد هنا رموز لا نستطيع حفظها. يرجى كتابته من جديد.',
  oneLineOnly: 'يرجى كتابة هذا في سطر واحد.',
  notAnId: 'هذا لا يشير إلى أي شيء هنا.',
  notAChoice: 'يرجى اختيار واحدة من الإجابات المعروضة.',
  notAnEmail: 'هذا ليس عنوان بريد إلكتروني. يكون مثل name@example.org.',
  notANumber: 'يرجى كتابة رقم.',
  unknownField: 'لا نعرف هذا الحقل.',
  notRight: 'يبدو أن هناك خطأ. يرجى المراجعة.',
}
