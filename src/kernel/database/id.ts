import { v7 } from 'uuid'

/** A new id: UUID version 7 (RFC 9562), so that rows made together lie together and sort by when they were made. */
export const newId = (): string => v7()
