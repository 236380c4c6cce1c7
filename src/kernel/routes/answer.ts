/** What a handler answers when it is no page. Plain data, so that tests can read it. */
export type Answer =
  | { kind: 'seeOther'; to: string; notice: string | null }
  | { kind: 'json'; status: number; body: unknown }
  | {
      kind: 'file'
      body: Uint8Array | string | ReadableStream<Uint8Array>
      type: string
      name: string | null
      inline: boolean
    }

/** 303 to a path of ours (never to another site), with a sentence that the next page shows once. */
export const seeOther = (to: string, notice: string | null = null): Answer => ({ kind: 'seeOther', to, notice })

export const json = (body: unknown, status = 200): Answer => ({ kind: 'json', status, body })

/** A file to keep (`name`), or to show in place (`inline`). Type includes its charset where it is text. */
export const file = (
  body: Uint8Array | string | ReadableStream<Uint8Array>,
  type: string,
  { name = null, inline = false }: { name?: string | null; inline?: boolean } = {},
): Answer => ({ kind: 'file', body, type, name, inline })
