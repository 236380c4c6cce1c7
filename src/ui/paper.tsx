import { create } from 'qrcode'
import { useFrame } from './frame.ts'

/** A square code as one SVG path, a module a unit: each dark run of a row is one stroke. */
const strokes = (text: string): { side: number; path: string } => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const side = modules.size
  const row = (y: number) => Array.from({ length: side }, (_, x) => (modules.get(y, x) ? '1' : '0')).join('')
  const path = Array.from({ length: side }, (_, y) =>
    [...row(y).matchAll(/1+/gu)].map(({ index, 0: run }) => `M${index} ${y}.5h${run.length}`).join(''),
  ).join('')
  return { side, path }
}

/** On paper only: the way back to this page, for a phone's camera and, in words, for a hand. */
export const PaperCode = () => {
  const { canonical, t } = useFrame()
  const { side, path } = strokes(canonical)
  return (
    <div class="on-paper paper-code">
      <svg viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges" aria-hidden="true">
        <path d={path} stroke="#000" />
      </svg>
      <p>
        {t('paperCode')} <bdi dir="ltr">{canonical.replace(/^https?:\/\//u, '')}</bdi>
      </p>
    </div>
  )
}
