import type { DBAdapter, Where } from 'better-auth'
import { sealed } from './tokens.ts'

/** better-auth keeps a session's token as it is; whoever reads a backup could use it. This keeps its hash instead. */
type Adapter = Omit<DBAdapter, 'transaction'> & Partial<Pick<DBAdapter, 'transaction'>>
type Row = Record<string, unknown>

const sealValue = (value: Where['value']): Where['value'] =>
  Array.isArray(value) ? (value as string[]).map(sealed) : typeof value === 'string' ? sealed(value) : value

const sealWhere = (where: Where[] | undefined): Where[] | undefined =>
  where?.map((clause) => (clause.field === 'token' ? { ...clause, value: sealValue(clause.value) } : clause))

/** The token that was asked for, so that better-auth gets back what it knows. */
const askedToken = (where: Where[] | undefined): string | null => {
  const value = where?.find((clause) => clause.field === 'token')?.value
  return typeof value === 'string' ? value : null
}

const opened = <T>(row: T, token: string | null): T =>
  row && token !== null && (row as Row).token !== undefined ? { ...row, token } : row

/**
 * Stands between better-auth and its tables: on its way in a session's token becomes its SHA-256, on its way out the token
 * that was asked for. Rows found otherwise (by person) keep the hash, which opens nothing. The address that somebody came from
 * is not kept at all: there is no column for it.
 */
export const sealSessions = (inner: DBAdapter): DBAdapter => {
  const isSession = (model: string) => model === 'session'
  const overIn = <Q extends { model: string; where?: Where[] }>(query: Q): Q =>
    isSession(query.model) ? { ...query, where: sealWhere(query.where) } : query
  const changes: Partial<Adapter> = {
    create: async (query) => {
      if (!isSession(query.model)) return inner.create(query)
      const { ipAddress: _, ...data } = query.data as Row
      const token = data.token as string
      const row = await inner.create({ ...query, data: { ...data, token: sealed(token) } })
      return { ...row, token } as never
    },
    findOne: async (query) =>
      opened(await inner.findOne(overIn(query)), isSession(query.model) ? askedToken(query.where) : null) as never,
    findMany: (query) => inner.findMany(overIn(query)),
    count: (query) => inner.count(overIn(query)),
    update: async (query) =>
      opened(await inner.update(overIn(query)), isSession(query.model) ? askedToken(query.where) : null) as never,
    updateMany: (query) => inner.updateMany(overIn(query)),
    delete: (query) => inner.delete(overIn(query)),
    deleteMany: (query) => inner.deleteMany(overIn(query)),
  }
  const transaction: DBAdapter['transaction'] = (run) =>
    inner.transaction((inside) => run(sealSessions(inside as DBAdapter) as never))
  return { ...inner, ...changes, transaction } as DBAdapter
}
