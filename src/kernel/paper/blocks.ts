/** What stands on a sheet, from top to bottom. Each entry stays whole on its page. */
export type Block =
  | { as: 'title' | 'heading' | 'subheading' | 'text' | 'small'; text: string }
  /** What somebody must see who cannot wait: in a frame, in strong letters. */
  | { as: 'urgent'; title: string; lines: readonly string[] }
  /** A thing with what one needs of it, and a square code with its address beside. */
  | { as: 'entry'; title: string; lines: readonly string[]; small: string; address: string | null }
  /** The headings that follow, each with its page, to press or to leaf to. */
  | { as: 'contents'; title: string }
  /** What follows begins on a new page, unless this share of the page is still free. */
  | { as: 'page'; unless?: number }

export interface Sheet {
  title: string
  /** BCP 47: sets the direction, and what a reader aloud speaks. */
  language: string
  /** 18 pt instead of 12. */
  large?: boolean
  /** Shown on each page, with its number. */
  foot: (page: number, pages: number) => string
  blocks: readonly Block[]
}
