/** A thread of our cloth, for a border, a rule above a heading, and for what a fact is about. */
export type Thread = 'pine' | 'marigold' | 'clay' | 'sky' | 'plum'

/** As on a light screen (`src/ui/tokens.css`): paper is light. */
export const colours: Record<Thread, string> = {
  pine: '#1d5c50',
  marigold: '#f0b03a',
  clay: '#a53d27',
  sky: '#235f8c',
  plum: '#6a3d72',
}

const weft: [Thread, number][] = [
  ['pine', 22],
  ['marigold', 11],
  ['clay', 11],
  ['sky', 16],
  ['plum', 10],
]

interface Band {
  from: [x: number, y: number]
  length: number
  thick: number
  isUpright?: boolean
}

/** A woven band, half of it in shade: under and over. It says nothing, so a reader aloud passes it. */
export const drawBand = (doc: PDFKit.PDFDocument, { from: [x, y], length, thick, isUpright = false }: Band) => {
  doc.markContent('Artifact', { type: 'Layout' })
  for (let at = 0, turn = 0; at < length; turn++) {
    const [thread, long] = weft[turn % weft.length]!
    const run = Math.min(long, length - at)
    const part = (start: number, wide: number): [number, number, number, number] =>
      isUpright ? [x + start, y + at, wide, run] : [x + at, y + start, run, wide]
    doc.rect(...part(0, thick)).fill(colours[thread])
    doc
      .fillOpacity(0.16)
      .rect(...part(turn % 2 ? 0 : thick / 2, thick / 2))
      .fill('#000000')
    doc.fillOpacity(1)
    at += run
  }
  doc.fill('#000000')
  doc.endMarkedContent()
}
