import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export type FindingKind = 'service' | 'place' | 'organisation' | 'group'

/**
 * How well we know where something is: the door, the middle of its postcode, or only of its postcode district. What is `wide` has no
 * place that anybody may know: it serves everybody here, as near to each as to any other.
 */
export type Precision = 'exact' | 'postcode' | 'district' | 'wide'

export interface FinderTables {
  finding: {
    id: string
    kind: FindingKind
    subkind: string
    title: string
    summary: string
    organisation: string | null
    area: string | null
    more: string
    taxonomy: string[]
    languages: string[]
    lat: number | null
    lon: number | null
    zone: string
    free: boolean | null
    step_free: boolean | null
    /** `tstzmultirange`: the concrete openings of the next days; null is unknown, empty is never. */
    opens: string | null
    opens_until: Date | null
    /** The database's own: whether hours are known. */
    has_hours: GeneratedAlways<boolean>
    checked_at: Date | null
    source: string | null
    path: string
    language: string
    precision: Generated<Precision>
    /** `tsvector`: each lexeme once, with its strongest weight. */
    words: string
    /** Hashed keys word@cell: see search/keys in rules. */
    reach: number[]
    changed_at: Generated<Date>
    thing: string
    traits: Generated<string[]>
    age_from: number | null
    age_to: number | null
    check_due: Date | null
  }
  missed_search: { day: string; words: string; area: string; outcome: 'nothing' | 'part'; times: number }
  finder_word: { word: string; lexeme: string; uses: Generated<number> }
  finder_synonym: {
    id: string
    meaning: string
    language: string
    phrase: string
    tokens: string[]
    lexemes: string[]
    finds: Generated<boolean>
    /** The phrase in one go, as it may be typed. */
    joined: GeneratedAlways<string>
    added_at: ColumnType<Date, never, never>
  }
}

export interface Opening {
  start: Date
  end: Date
}

/** One thing that can be found, as its owner tells it. `id` is the thing's own id, so that telling again replaces. */
export interface Finding {
  id: string
  kind: FindingKind
  /** What it is more closely, e.g. `food`, `library`, `park`. */
  subkind: string
  title: string
  summary: string
  organisation: string | null
  /** Town or district in words. */
  area: string | null
  /** More text to be found by; not shown. */
  words: string
  /** Codes of needs. */
  taxonomy: string[]
  lat: number | null
  lon: number | null
  /** IANA zone of the thing. */
  zone: string
  /** Null: nobody has told us. */
  free: boolean | null
  stepFree: boolean | null
  /** The concrete openings of the coming days in order; null where nobody has told us. */
  opens: Opening[] | null
  /** BCP 47 of the languages spoken there. */
  languages: string[]
  checkedAt: Date | null
  source: string | null
  path: string
  /** How well the place is known; exactly unless said. */
  precision?: Precision
  /** The language that the texts are written in; English unless said. */
  language?: string
  /** What is found here, where it can be found at several places: shown once, at its nearest. Its own id unless said. */
  thing?: string
  /** What somebody may choose by, as `group:value`: see `traits/rules.ts`. */
  traits?: string[]
  /** For whom, in years. */
  ages?: { from: number | null; to: number | null }
  /** By when its record should have been looked at again: from then on it sinks a little. */
  checkDue?: Date | null
}

/** A finding as it is shown. */
export interface FoundItem {
  id: string
  kind: FindingKind
  subkind: string
  title: string
  summary: string
  organisation: string | null
  area: string | null
  lat: number | null
  lon: number | null
  zone: string
  free: boolean | null
  stepFree: boolean | null
  languages: string[]
  /** In order; null where nobody has told us. */
  opens: Opening[] | null
  checkedAt: Date | null
  source: string | null
  path: string
  precision: Precision
  thing: string
  traits: string[]
  /** How many places of the same thing were found. */
  sites: number
  /** From where the search is centred; null without that. */
  metres: number | null
}
