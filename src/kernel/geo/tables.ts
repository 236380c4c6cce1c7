import type { Generated } from 'kysely'

export type NameKind = 'postcode' | 'outcode' | 'town' | 'district' | 'place'

export interface GazetteerTables {
  gazetteer: {
    id: Generated<string>
    name: string
    key: string
    kind: NameKind
    lat: number
    lon: number
    weight: Generated<number>
  }
}
