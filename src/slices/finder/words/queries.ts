import { sql } from 'kysely'
import type { Db } from '#kernel/database/database.ts'
import type { FinderTables } from '../tables.ts'
import { type Known, stemmerOf } from './rules.ts'

const nothing: Known = { stems: [], begun: [], alike: [], synonyms: [], uses: [] }

/** Half a word must be this long before we guess how it goes on. */
const shortestBeginning = 3
/** Words less alike than this (trigrams shared, 0 to 1) are no slips of each other. */
const alike = 0.36
/** A stem of another language is looked for where a word this much like the typed one has it here: `comida` has that of `.com`. */
const sameWord = 0.4
/** A form of a word that is typed, not a slip of it: `abogada` and `abogado`, but not `aplication` and `aplicar`. */
const sameForm = 0.5
/** A word that stands in so few findings may be a slip of theirs too, if one like it stands in so many times more. */
const mostSlips = 3
const commoner = 40
/** So many words like one are looked at, the likeliest first. */
const mostAlike = 4

/**
 * All that the community's own words say about what was typed, in one trip: lexemes in each language, words that begin like the
 * last one, words like those that nobody uses here, and phrases that mean the same. `languages` are those that people may type in, `home`
 * the one that most findings are written in: a phrase of another one is looked for only as the very words that stand somewhere
 * here, since its stems may be those of words that mean something else («compañía» and «company»).
 */
export const knownAbout = async (
  db: Db<FinderTables>,
  tokens: readonly string[],
  languages: readonly string[],
  home: string,
): Promise<Known> => {
  if (!tokens.length) return nothing
  const last = tokens.at(-1)!
  const { rows } = await sql<{ known: Known }>`
    with asked as (select token, at::integer - 1 as at from unnest(${tokens}::text[]) with ordinality as typed (token, at)),
    stem as materialized (
      select at, token, language, coalesce((ts_lexize(stemmer::regdictionary, token))[1], '') as lexeme
      from asked, unnest(${languages}::text[], ${languages.map(stemmerOf)}::text[]) as spoken (language, stemmer)
    ),
    used as materialized (select lexeme, sum(uses)::integer as uses from finder_word where lexeme in (select lexeme from stem) group by lexeme),
    said as materialized (select at, max(uses) as uses from stem join used using (lexeme) group by at),
    begun as materialized (
      select lexeme, sum(uses)::integer as uses from finder_word
      where ${last.length >= shortestBeginning} and word like ${`${last}%`} group by lexeme order by 2 desc limit 12
    ),
    doubtful as materialized (
      select asked.at, token, said.uses from asked left join said using (at)
      where length(token) >= 4 and coalesce(said.uses, 0) <= ${mostSlips}
        and not (at = ${tokens.length - 1} and exists (select from begun))
        and not exists (select from finder_synonym where joined = token)
        and not exists (select from stem join finder_synonym on finder_synonym.language = stem.language and lexemes @> array[stem.lexeme], unnest(tokens) said_so
          where stem.at = asked.at and stem.lexeme <> '' and similarity(said_so, token) >= ${sameForm})
    ),
    alike as materialized (
      select at, word, lexeme, doubtful.uses is not null as said from doubtful, lateral (
        select word, lexeme, similarity(word, token) as likeness, candidate.uses from (
          (select word, lexeme, uses from finder_word where word % token order by similarity(word, token) desc, uses desc limit 5)
          union all
          (select word, (ts_lexize(stemmer::regdictionary, word))[1], 1
            from finder_synonym join unnest(${languages}::text[], ${languages.map(stemmerOf)}::text[]) as spoken (spoken, stemmer)
              on spoken = finder_synonym.language, unnest(tokens) word
            where case when left(word, 1) in (left(token, 1), substr(token, 2, 1)) and abs(length(word) - length(token)) <= 3
              then word % token else false end)
        ) candidate where lexeme is not null and similarity(word, token) >= ${alike}
          and (doubtful.uses is null or (word <> token and candidate.uses >= ${commoner} * doubtful.uses))
        order by likeness desc, candidate.uses desc, word limit ${mostAlike}
      ) likely
    ),
    meant as materialized (
      select meaning, language, tokens, lexemes, finds, case when language = ${home} then lexemes else (
        select case when bool_and(said.lexeme is not null) then array_agg(distinct said.lexeme) end
        from unnest(tokens) part (word)
        left join lateral (select lexeme from finder_word where finder_word.word = part.word order by uses desc limit 1) said on true
        where length(part.word) > 2) end as here
      from finder_synonym where meaning = any(array(
        select meaning from finder_synonym, (select array_agg(lexeme) as lexemes from (select lexeme from stem union select lexeme from alike) any_of) asked
        where finder_synonym.lexemes && asked.lexemes and finder_synonym.lexemes <@ asked.lexemes
        union select meaning from finder_synonym where joined = any(array(select token from asked left join said using (at) where said.uses is null))))
    )
    select jsonb_build_object(
      'stems', (select coalesce(jsonb_agg(jsonb_build_object('at', at, 'language', language, 'lexeme', lexeme, 'here', language = ${home} or exists (
        select from finder_word where finder_word.lexeme = stem.lexeme and similarity(word, token) >= ${sameWord}))), '[]') from stem),
      'begun', (select coalesce(jsonb_agg(lexeme), '[]') from begun),
      'alike', (select coalesce(jsonb_agg(to_jsonb(alike)), '[]') from alike),
      'synonyms', (select coalesce(jsonb_agg(to_jsonb(meant)), '[]') from meant),
      'uses', (select coalesce(jsonb_agg(to_jsonb(counted)), '[]') from (
        select lexeme, sum(uses)::integer as uses from finder_word
        where lexeme = any(array(
          select lexeme from stem union select lexeme from alike union select lexeme from begun union select unnest(here) from meant))
        group by lexeme) counted)
    ) as known`.execute(db)
  return rows[0]!.known
}
