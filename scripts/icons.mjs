// Writes src/ui/icon-shapes.ts from Lucide: only the icons that the interface uses, so that a page carries a few hundred bytes.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './install.mjs'

const used = [
  'search',
  'clock',
  'clock-alert',
  'accessibility',
  'badge-check',
  'badge-question-mark',
  'map-pin',
  'map',
  'footprints',
  'hand-coins',
  'hand-heart',
  'calendar-heart',
  'sprout',
  'phone',
  'globe',
  'printer',
  'mail',
  'languages',
  'users',
  'house',
  'circle-alert',
  'info',
  'lightbulb',
  'check',
  'x',
  'arrow-right',
  'arrow-left',
  'log-in',
  'log-out',
  'key-round',
  'shield-check',
  'smartphone',
  'trash-2',
  'copy',
  'download',
  'locate-fixed',
  'utensils',
  'book-open',
  'trees',
  'dumbbell',
  'church',
  'baby',
  'briefcase',
  'brain',
  'heart-handshake',
  'building-2',
  'shovel',
  'school',
  'list',
  'external-link',
  'route',
  'inbox',
  'rotate-cw',
  'user-round',
  'circle-help',
  'ticket',
  'leaf',
  'navigation',
]

const shapeOf = (name) => {
  const svg = readFileSync(path.join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8')
  return svg
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace('</svg>', '')
    .replace(/\s+/g, ' ')
    .trim()
}

const lines = used.sort().map((name) => `  '${name}': '${shapeOf(name)}',`)
writeFileSync(
  path.join(root, 'src/ui/icon-shapes.ts'),
  `/** Made by scripts/icons.mjs from Lucide (ISC licence, © Lucide Contributors). */\nexport const iconShapes = {\n${lines.join('\n')}\n} as const\n\nexport type IconName = keyof typeof iconShapes\n`,
)
