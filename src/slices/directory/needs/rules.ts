/**
 * Our own short list of what people need, in everyday words; sentences in each language are `need_<code>` in the messages.
 * `words` finds them in an organisation's own description: conservative, since a wrong hit sends somebody to a wrong door.
 */
const list = {
  food: /\bfood ?bank|\bfood parcel|\bpantry\b|\bfood poverty|\bgrocer|emergency food|\bhunger\b/,
  meals: /\bhot meals?\b|\bcommunity meal|\blunch(eon)? club|\bsoup\b|\bfree meals?\b|\bcaf[eé]\b/,
  warmth: /\bfuel poverty|\bwarm (space|hub|bank)|\bheating\b|\benergy advice/,
  clothes_furniture: /\bfurniture\b|\bclothing\b|\bclothes\b|\bhousehold goods/,
  money: /\bpoverty\b|\bfinancial (hardship|need|assistance)|\bhardship|\bgrants? to individuals/,
  debt: /\bdebt|\bcitizens advice/,
  benefits: /\bwelfare (rights|benefits)|\bbenefits? (advice|claims)|\bcitizens advice/,
  advice: /\blegal advice|\bcitizens advice|\badvice (service|centre|and information)|\badvocacy\b|\badvocates?\b/,
  housing: /\bhousing\b|\baccommodation\b|\balmshouse|\btenants?\b/,
  homelessness: /\bhomeless/,
  health: /\bhospital\b|\bhealth ?care\b|\bcancer\b|\bmedical\b|\bpatients?\b|\bdiabet|\bstroke\b|\bheart disease/,
  mental_health:
    /\bmental[ -](ill[ -]?)?health|\banxiety\b|\bdepress|\bwell-?being\b|\bmood disorder|hear(s|ing)? voices|\bself[ -]harm/,
  counselling: /\bcounsel|\btherap(y|ies)\b|\blistening ear/,
  bereavement: /\bbereave|\bgrie(f|ving)\b|\bloss of a (baby|child|loved)/,
  addiction: /\balcohol|\bdrug (use|misuse|and)|\baddict|\bsubstance/,
  dementia: /\bdement|\balzheimer/,
  disability: /\bdisab|\bwheelchair|\bautis|\bsensory impair|\bblind\b|\bdeaf|\blearning difficult/,
  carers: /\bcarers?\b/,
  company: /\blonel|\bisolat|\bbefriend|\bfriendship|\bsocial club|\bcompanion/,
  clubs:
    /\bwomen'?s institute|\bsocial (events|activities|gatherings)|\bhobb(y|ies)\b|\bhistory society|\bu3a\b|\bguild\b/,
  children: /\bchild(ren)?\b|\bnursery\b|\bpre-?school|\bplaygroup|\btoddler/,
  parents: /\bparents?\b|\bmothers?\b|\bfathers?\b|\bpostnatal|\bneonatal|\bfamil(y|ies)\b/,
  young_people: /\byoung (people|persons?|men|women)\b|\byouth\b|\bscout|\bguid(es|ing)\b|\bteenage|\bcadets?\b/,
  older_people:
    /\bolder (people|adults|persons)|\belderly|\bretired|\bover (50|55|60)s?\b|\bpensioner|\bold age\b|\bage uk\b/,
  women: /\bwomen\b|\bgirls\b/,
  men: /\bmen'?s? (in sheds|shed|group|health)/,
  lgbt: /\blgbt|\bgay\b|\blesbian|\btrans(gender)? people/,
  newcomers: /\brefugee|\basylum|\bmigrant|\bimmigrant|\bnew arrivals/,
  english:
    /\besol\b|\b(basic|free) english\b|\benglish (and \w+ )?(classes|lessons|language)|\binterpret(ing|ers?)\b|\btranslat/,
  safety:
    /\bdomestic (abuse|violence)|\brape\b|\bsexual (abuse|violence)|\bvictims? of (crime|abuse|violence|domestic)|\btrafficking/,
  work: /\bunemploy|\bemployment\b|\bjob ?(centre|club|search)|\bapprentic|\bback into work/,
  learning: /\beducation(al)?\b|\bstudents?\b|\bpupils\b|\bschool\b|\bclasses\b|\btraining\b|\bcourses\b/,
  computers: /\bcomputers?\b|\bdigital (skills|inclusion)|\binternet access/,
  volunteering: /\bvolunteering (opportunit|centre|bureau)|\brecruit(ment of)? volunteers/,
  sport:
    /\bsports?\b|\bfootball|\brugby|\bcricket|\btennis|\bathletic|\bgymnast|\bbowl(s|ing)\b|\bbadminton|\bnetball|\bhockey|\bmartial arts/,
  swimming: /\bswim/,
  green_spaces: /\bparks?\b|\bnature\b|\bwildlife|\bcountryside|\benvironmental?\b|\bwoodland/,
  growing: /\ballotment|\bgardening|\bcommunity garden|\bhorticult/,
  arts: /\barts?\b|\bmusic(al)?\b|\btheatre|\bchoir|\borchestra|\bdrama\b|\bdance|\bbrass band|\bcraft/,
  faith:
    /\bchurch|\bchristian|\bmosque|\bmuslim|\bislam|\bjewish|\bsynagogue|\bhindu|\bsikh|\bbuddhis|\breligio|\bgospel|\bworship|\bparish\b/,
  meeting_places: /\bvillage hall|\bcommunity (centre|hall|building)|\bmeeting (place|rooms?)|\bscout hall/,
  animals: /\banimals?\b|\bdogs?\b|\bcats?\b|\bpets?\b/,
  transport: /\bcommunity transport|\bdial[ -]a[ -]ride|\bminibus|\bvolunteer drivers?/,
} as const

export type Need = keyof typeof list

export const needs = Object.keys(list) as Need[]

/** The needs that a text speaks of, as far as its words show it; at most five, in the order of our list. */
export const needsIn = (text: string): Need[] => {
  const words = text.toLowerCase().replace(/[’‘]/gu, "'")
  return needs.filter((need) => list[need].test(words)).slice(0, 5)
}
