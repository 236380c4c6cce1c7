export const en = {
  back: 'Back to your account',
  agreedTitle: 'What you have agreed to',
  agreedLead:
    'Who may use what you told, for what, and until when. You can take each back with one button, at once and without a reason.',
  nothingTitle: 'You have agreed to nothing yet',
  nothingText: 'When somebody asks to use what you told, your answer stands here.',
  whatYouSaid: 'What you agreed to',
  who: 'Who',
  which: 'Which data',
  until: 'Until',
  given: 'Given',
  how_page: 'on a page here, on {date}',
  how_paper: 'on paper, on {date}',
  how_phone: 'by phone, on {date}',
  'how_in-person': 'face to face, on {date}',
  inLanguage: 'In which language',
  writtenBy: 'Written down by',
  takeBack: 'Take it back',
  takenBack: 'You have taken it back. From now on it does not hold.',
  over: 'What is over',
  overText: 'It no longer holds. We keep it for a while as proof, then it goes.',
  ended_withdrawn: 'Taken back on {date}',
  ended_over: 'Ended on {date}',
} as const

export type ConsentKey = keyof typeof en
