import {
  control,
  divIcon,
  type FitBoundsOptions,
  geoJSON,
  type LatLngBoundsExpression,
  type Map as LeafletMap,
  map,
  marker,
  tileLayer,
} from 'leaflet'

interface Point {
  lat: number
  lon: number
  title: string
  href: string
  number?: number
  card?: string
  open?: boolean
}

interface Drawn {
  points: Point[]
  centre: { lat: number; lon: number } | null
  ground: string
  tiles: { url: string; attribution: string } | null
  words: { zoomIn: string; zoomOut: string; credit: string }
}

const still = matchMedia('(prefers-reduced-motion: reduce)').matches

/** Pixels: so far beside the one before stands what is in the same house; from the third on they lie over each other. */
const beside = 24
const besideAtMost = 2

const pinFor = ({ number, open }: Point, nth: number) => {
  const pin = document.createElement('div')
  pin.className = open === false ? 'pin shut' : 'pin'
  const label = document.createElement('span')
  label.textContent = number === undefined ? '' : String(number)
  pin.append(label)
  return divIcon({
    html: pin,
    className: 'place',
    iconSize: [32, 32],
    iconAnchor: [16 - Math.min(nth, besideAtMost) * beside, 38],
  })
}

const marks = (from: HTMLElement, to: HTMLElement) => {
  const mark = (on: boolean) => () => to.classList.toggle('pointed', on)
  from.addEventListener('mouseenter', mark(true))
  from.addEventListener('mouseleave', mark(false))
  from.addEventListener('focusin', mark(true))
  from.addEventListener('focusout', mark(false))
}

/** `nth` counts what stands on the same spot before it. */
const addPoint = (onto: LeafletMap, point: Point, nth: number) => {
  const name = point.number === undefined ? point.title : `${point.number}. ${point.title}`
  const placed = marker([point.lat, point.lon], {
    icon: pinFor(point, nth),
    title: point.title,
    alt: name,
    keyboard: true,
    riseOnHover: true,
  })
  placed.addTo(onto)
  const go = () => location.assign(point.href)
  placed.on('click', go)
  const pin = placed.getElement()
  pin?.setAttribute('aria-label', name)
  pin?.setAttribute('role', 'link')
  pin?.addEventListener('keydown', (event) => event.key === 'Enter' && go())
  const card = document.getElementById(point.card ?? '')
  if (!pin || !card) return
  marks(pin, card)
  marks(card, pin)
}

/** Parks and outlines of our own, from our own server: the ground where no tiles are configured. Its sources are named. */
const addGround = async (onto: LeafletMap, { ground: address, words }: Drawn) => {
  const response = await fetch(address)
  if (!response.ok) return
  const ground = await response.json()
  geoJSON(ground, {
    interactive: false,
    style: (feature) => ({
      className: feature?.properties?.kind === 'outline' ? 'ground-outline' : 'ground-park',
      weight: 1,
    }),
    attribution: typeof ground.attribution === 'string' ? credit(ground.attribution, words.credit) : undefined,
  }).addTo(onto)
}

/** Leaflet writes attributions as HTML. */
const asText = (words: string) => {
  const holder = document.createElement('span')
  holder.textContent = words
  return holder.innerHTML
}

/** More words than this would cover the map: they are folded under one line. */
const longestCredit = 60

const credit = (words: string, title: string) =>
  words.length > longestCredit
    ? `<details><summary>${asText(title)}</summary>${asText(words)}</details>`
    : asText(words)

/** Tiles by address, or out of one .pmtiles file of pictures that the operator keeps beside Wellmet. */
const addTiles = async (
  onto: LeafletMap,
  { url, attribution: words }: { url: string; attribution: string },
  by: string,
) => {
  const attribution = credit(words, by)
  if (!url.endsWith('.pmtiles')) {
    tileLayer(url, { attribution, maxZoom: 19 }).addTo(onto)
    return
  }
  const { tileFile } = await import('./tile-file.ts')
  const layer = await tileFile(new URL(url, location.href).href, { attribution, maxZoom: 19 })
  layer.addTo(onto)
}

/** Our own ground has parks and an outline but no streets: closer there is nothing to see around a pin. */
const closest = { tiles: 15, ground: 13 }

const showAll = (onto: LeafletMap, { points, centre, tiles }: Drawn) => {
  const fit: FitBoundsOptions = { padding: [36, 36], maxZoom: tiles ? closest.tiles : closest.ground, animate: false }
  const around = [...points, ...(centre ? [centre] : [])].map(({ lat, lon }): [number, number] => [lat, lon])
  onto.fitBounds(around as LatLngBoundsExpression, fit)
}

const open = (section: HTMLElement, { tiles, words }: Drawn) => {
  const opened = map(section, {
    zoomControl: false,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  })
  opened.attributionControl.setPrefix(false)
  if (tiles) section.classList.add('tiled')
  control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(opened)
  control.scale({ imperial: false }).addTo(opened)
  return opened
}

/** Draws the map that the page describes in `data-map`. */
export const drawMap = (section: HTMLElement) => {
  const drawn = JSON.parse(section.dataset.map ?? '{}') as Drawn
  const onto = open(section, drawn)
  showAll(onto, drawn)
  if (drawn.tiles) addTiles(onto, drawn.tiles, drawn.words.credit)
  else addGround(onto, drawn)
  if (drawn.centre) {
    const here = divIcon({ className: 'you', iconSize: [18, 18] })
    marker([drawn.centre.lat, drawn.centre.lon], { icon: here, keyboard: false, interactive: false }).addTo(onto)
  }
  const spot = ({ lat, lon }: Point) => `${lat},${lon}`
  for (const [at, point] of drawn.points.entries())
    addPoint(onto, point, drawn.points.slice(0, at).filter((other) => spot(other) === spot(point)).length)
}
