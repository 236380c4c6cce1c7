import type { Language, T } from '#kernel/messages/messages.ts'
import { More } from '#ui/card.tsx'
import { Chips } from '#ui/search.tsx'
import type { FindRequest } from '../fields.ts'
import { finderSentences, type MessageKey } from '../messages/catalogue.ts'
import type { Found } from '../queries.ts'
import { asApplied, findPath } from '../rules.ts'
import { facetsOf } from './rules.ts'

type Say = T<MessageKey>

/** The name of a trait such as `need:food` in a language, from whoever tells it; null where nobody has one. */
export type TraitNames = (trait: string, language: Language) => string | null

const plain = (language: Language) => (language === 'en-XA' ? 'en' : language)

const capital = (words: string, language: Language) =>
  words.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(plain(language)))

const spokenName = (code: string, language: Language): string => {
  const isCode = /^[a-z]{2,3}(-\w+)*$/u.test(code)
  return capital(
    isCode ? (new Intl.DisplayNames(plain(language), { type: 'language' }).of(code) ?? code) : code,
    language,
  )
}

/** In our own sentences where we have one, else in those of whoever tells it, else the code itself: nothing is hidden. */
export const traitName = (trait: string, language: Language, named: TraitNames, t: Say): string => {
  const [group, value = ''] = trait.split(':')
  if (group === 'speaks') return spokenName(value, language)
  const key = `${group}_${value}`
  if (Object.hasOwn(finderSentences.en, key)) return t(key as MessageKey)
  return capital(named(trait, language) ?? value.replaceAll(/[_-]/gu, ' '), language)
}

interface ChoicesProps {
  asked: FindRequest
  found: Found
  named: TraitNames
  language: Language
  t: Say
}

const Age = ({ asked, t }: Pick<ChoicesProps, 'asked' | 't'>) => (
  <form class="inline-form" action="/find">
    {[...new URLSearchParams(findPath({ ...asked, age: null, page: 1 }).split('?')[1])].map(([name, value]) => (
      <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
    ))}
    <label for="find-age">{t('ageLabel')}</label>{' '}
    <input
      type="text"
      inputMode="numeric"
      id="find-age"
      name="age"
      size={3}
      maxLength={3}
      value={asked.age ?? ''}
      autocomplete="off"
    />{' '}
    <button class="btn quiet" type="submit">
      {t('ageApply')}
    </button>
  </form>
)

const orders = ['near', 'open', 'checked', 'free'] as const

const Orders = ({ asked, found, t }: Pick<ChoicesProps, 'asked' | 'found' | 't'>) => (
  <div class="facet">
    <h2>{t('orderLabel')}</h2>
    <Chips
      label={t('orderLabel')}
      chips={orders.map((order) => ({
        label: t(order === 'near' && !found.where ? 'order_best' : `order_${order}`),
        on: asked.order === order,
        href: findPath({ ...asked, page: 1, order }),
      }))}
    />
  </div>
)

/** What one can choose besides, with how many each would leave; closed until somebody opens it or has chosen. */
export const Choices = ({ asked, found, named, language, t }: ChoicesProps) => {
  const isUsed = asked.with.length > 0 || asked.age !== null || asked.order !== 'near'
  if (!found.items.length && !isUsed) return null
  const applied = asApplied(asked, found.without.filters)
  return (
    <More title={t('choices')} open={isUsed}>
      {facetsOf(found.counts, found.total, asked.with).map(({ group, choices }) => (
        <div class="facet" key={group}>
          <h2>{t(`facet_${group}`)}</h2>
          <Chips
            label={t(`facet_${group}`)}
            chips={choices.map(({ trait, count, on }) => ({
              label: traitName(trait, language, named, t),
              on,
              count,
              href: findPath(
                on
                  ? { ...asked, page: 1, with: asked.with.filter((one) => one !== trait) }
                  : { ...applied, page: 1, with: [...applied.with, trait] },
              ),
            }))}
          />
        </div>
      ))}
      <Age asked={asked} t={t} />
      <Orders asked={asked} found={found} t={t} />
    </More>
  )
}
