import { createHash } from 'node:crypto'

/**
 * What stands in the headers of all letters about one thread to one reader, so that they lie together in the mailbox. Made of both:
 * whoever sees the mail of two members cannot tell by it that they are in the same conversation.
 */
export const threadFor = (personId: string, threadId: string): string =>
  createHash('sha256').update(`${personId} ${threadId}`).digest('base64url').slice(0, 32)
