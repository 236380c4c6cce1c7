/** How many objects a page has, unless asked otherwise, and at most: whole ones are large. */
export const sizeOf = ({
  per_page,
  full,
  minimal,
}: {
  per_page?: number | undefined
  full?: boolean
  minimal?: boolean
}): number => {
  const [usual, most] = minimal ? [10_000, 100_000] : full ? [20, 100] : [50, 1_000]
  return Math.min(per_page ?? usual, most)
}

export interface Envelope {
  total_items: number
  total_pages: number
  page_number: number
  size: number
  first_page: boolean
  last_page: boolean
  empty: boolean
}

/** The standard's page around the objects of a list. */
export const envelope = (total: number, page: number, size: number): Envelope => {
  const pages = Math.ceil(total / size)
  const here = Math.max(0, Math.min(size, total - (page - 1) * size))
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: here,
    first_page: page === 1,
    last_page: page >= pages,
    empty: here === 0,
  }
}

export const hsdsRoot = (origin: string, community: string) => ({
  version: '3.2',
  profile: `${origin}/api/hsds/3.2/profile`,
  openapi_url: `${origin}/api/openapi.json`,
  publisher: community,
  description: `Services, places and organisations that people of ${community} can turn to. Each record says where it comes from and when it was last checked.`,
})

/** Open Referral UK is a profile of HSDS 3: the same objects, told by its own name. */
export const orukRoot = (origin: string, community: string) => ({
  ...hsdsRoot(origin, community),
  version: '3.0-UK',
  profile: 'https://docs.openreferraluk.org/en/latest/',
})

const moment = { type: 'string', format: 'date-time' }
const orNothing = 'Left out where nobody told us.'

/** Our profile of HSDS 3.2: the standard as it is, and these properties besides, each optional. */
export const profile = (origin: string) => ({
  $id: `${origin}/api/hsds/3.2/profile`,
  title: 'Wellmet’s profile of HSDS 3.2',
  extends: 'HSDS 3.2',
  description: `All objects and fields of the standard keep their meaning. A schedule’s times are local; its «timezone» is the offset from UTC, in hours, of the day on which you ask. A place whose address must stay secret comes without address and position. ${orNothing}`,
  extensions: {
    x_wellmet: {
      on: ['service', 'organization'],
      type: 'object',
      properties: {
        checked_at: { ...moment, description: 'When somebody last made sure that the record is right.' },
        modified_at: { ...moment, description: 'When the record last changed here: what «modified_after» compares.' },
        visibility: {
          type: 'string',
          enum: ['public'],
          description: 'Who may see it. The feed holds public records alone.',
        },
        closed_at: {
          ...moment,
          description: 'Since when an organisation is closed for good. A service says so by its status.',
        },
        alerts: {
          type: 'array',
          description:
            'What holds for some days only, like «closed this week»: now or ahead. A service has those of its organisation too.',
          items: {
            type: 'object',
            properties: {
              words: { type: 'string' },
              closed: { type: 'boolean', description: 'Nobody is there on these days.' },
              from: { type: 'string', format: 'date' },
              until: { type: 'string', format: 'date', description: 'The last day, included.' },
            },
          },
        },
        source: {
          type: 'object',
          description: 'Where the record comes from, and the licence and words of attribution that it asks for.',
          properties: {
            name: { type: 'string' },
            url: { type: 'string' },
            licence: { type: 'string' },
            licence_url: { type: 'string' },
            attribution: { type: 'string' },
            date: { type: 'string', format: 'date' },
          },
        },
      },
    },
    languages: {
      on: ['organization'],
      type: 'array',
      description: 'Languages, as the standard writes them, that are spoken in all of an organisation.',
    },
    x_given: {
      on: ['any object'],
      type: 'object',
      description:
        'What the source wrote where the field of that name can hold nothing, like a latitude of 100: by field, as text. With whole objects only.',
    },
    x_axes: {
      on: ['service'],
      type: 'object',
      description: 'What a person asks before going: can I get in, can I pay, is there room.',
      properties: {
        access: { type: 'object', properties: { step_free: { type: 'boolean' } } },
        affordability: { type: 'object', properties: { free: { type: 'boolean' }, from: { type: 'number' } } },
        availability: {
          type: 'object',
          properties: { available: { type: 'number' }, maximum: { type: 'number' }, as_of: moment },
        },
      },
    },
  },
  endpoints: {
    '/profile/deleted': {
      description: 'Ids of records that are gone since a moment, for mirrors: forget them, or follow «replaced_by».',
      parameters: { since: moment, page: { type: 'integer' }, per_page: { type: 'integer' } },
      properties: {
        id: { type: 'string', format: 'uuid' },
        resource_type: { type: 'string' },
        deleted_at: moment,
        replaced_by: { type: 'string', format: 'uuid' },
      },
    },
  },
})
