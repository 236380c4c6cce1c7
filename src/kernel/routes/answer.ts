/** What a handler answers when it is no page. Plain data, so that tests can read it. */
export type Answer =
  | { kind: 'seeOther'; to: string; notice: string | null }
  | { kind: 'json'; status: number; body: unknown; type: string }
  | {
      kind: 'file'
      body: Uint8Array | string | ReadableStream<Uint8Array>
      type: string
      name: string | null
      inline: boolean
    }
  | { kind: 'asset'; type: string; plain: Buffer; br: Buffer | null; gzip: Buffer | null }
  /** A large file of the operator's on disk, of which a part is asked for at a time (RFC 9110, 14). */
  | { kind: 'disk'; path: string; type: string }

/** 303 to a path of ours (never to another site), with a sentence that the next page shows once. */
export const seeOther = (to: string, notice: string | null = null): Answer => ({ kind: 'seeOther', to, notice })

export const json = (body: unknown, { status = 200, type = 'application/json' } = {}): Answer => ({
  kind: 'json',
  status,
  body,
  type,
})

/** A file to keep (`name`), or to show in place (`inline`). Type includes its charset where it is text. */
export const file = (
  body: Uint8Array | string | ReadableStream<Uint8Array>,
  type: string,
  { name = null, inline = false }: { name?: string | null; inline?: boolean } = {},
): Answer => ({ kind: 'file', body, type, name, inline })

/**
 * A path that stays on this site, or `fallback`. Refuses what browsers read as another host: `//e`, `/\e`, `https:e`, tabs
 * and line breaks inside (better-auth CVE-2025-27143 and its kin).
 */
export const ownPath = (wanted: string | null | undefined, fallback: string): string => {
  if (!wanted || !/^\/(?![/\\])[^\u0000-\u0020\\\u007F]*$/u.test(wanted)) return fallback
  const resolved = URL.parse(wanted, 'http://own.invalid')
  return resolved?.host === 'own.invalid' ? wanted : fallback
}
