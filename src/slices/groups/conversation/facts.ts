import { z } from 'zod'
import { fact } from '#kernel/facts/facts.ts'

const id = z.uuid()
const ofPost = z.strictObject({ groupId: id, postId: id })

/** Somebody wrote, with or without a name: an anonymous post's fact has nobody in `by`. */
export const PostMade = fact('groups.PostMade', ofPost)
/** A newcomer's first post may go to mail now. */
export const FirstPostApproved = fact('groups.FirstPostApproved', ofPost)
export const PostEdited = fact('groups.PostEdited', ofPost, { auditOnly: true })
export const PostDeleted = fact('groups.PostDeleted', ofPost, { auditOnly: true })
export const Pinned = fact('groups.Pinned', z.strictObject({ groupId: id, pinId: id }), { auditOnly: true })
export const Unpinned = fact('groups.Unpinned', z.strictObject({ groupId: id, pinId: id }), { auditOnly: true })
