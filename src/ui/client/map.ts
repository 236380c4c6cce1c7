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
  words: { zoomIn: string; zoomOut: string }
}

const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches

const pinFor = ({ number, open }: Point) => {
  const pin = document.createElement('div')
  pin.className = open === false ? 'pin shut' : 'pin'
  const label = document.createElement('span')
  label.textContent = number === undefined ? '' : String(number)
  pin.append(label)
  return divIcon({ html: pin, className: '', iconSize: [32, 32], iconAnchor: [16, 36] })
}

/** A point and its card belong together: whoever is on one sees the other. */
const tie = (element: HTMLElement | undefined, card: HTMLElement | null) => {
  if (!element || !card) return
  const point = (on: boolean) => () => card.classList.toggle('pointed', on)
  element.addEventListener('mouseenter', point(true))
  element.addEventListener('mouseleave', point(false))
  element.addEventListener('focus', point(true))
  element.addEventListener('blur', point(false))
}

const addPoint = (onto: LeafletMap, point: Point) => {
  const name = point.number === undefined ? point.title : `${point.number}. ${point.title}`
  const placed = marker([point.lat, point.lon], { icon: pinFor(point), title: point.title, alt: name, keyboard: true })
  placed.addTo(onto)
  const element = placed.getElement()
  element?.setAttribute('aria-label', name)
  element?.setAttribute('role', 'link')
  const go = () => location.assign(point.href)
  placed.on('click', go)
  element?.addEventListener('keydown', (event) => event.key === 'Enter' && go())
  tie(element, point.card ? document.getElementById(point.card) : null)
}

/** Parks and outlines of our own, from our own server: the ground where no tiles are configured. */
const addGround = async (onto: LeafletMap, address: string) => {
  const response = await fetch(address)
  if (!response.ok) return
  geoJSON(await response.json(), {
    interactive: false,
    style: (feature) => ({
      className: feature?.properties?.kind === 'outline' ? 'ground-outline' : 'ground-park',
      weight: 1,
    }),
  }).addTo(onto)
}

const fit: FitBoundsOptions = { padding: [36, 36], maxZoom: 15, animate: false }

/** Draws the map that the page describes in `data-map`. */
export const drawMap = (section: HTMLElement) => {
  const { points, centre, ground, tiles, words } = JSON.parse(section.dataset.map ?? '{}') as Drawn
  const drawn = map(section, {
    zoomControl: false,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    attributionControl: tiles !== null,
  })
  control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(drawn)
  const around = [...points.map(({ lat, lon }) => [lat, lon]), ...(centre ? [[centre.lat, centre.lon]] : [])] as [
    number,
    number,
  ][]
  if (around.length) drawn.fitBounds(around as LatLngBoundsExpression, fit)
  else drawn.setView([53.42, -2.33], 12)
  if (tiles) tileLayer(tiles.url, { attribution: tiles.attribution, maxZoom: 19 }).addTo(drawn)
  else addGround(drawn, ground)
  if (centre) {
    const here = divIcon({ className: 'you', iconSize: [18, 18] })
    marker([centre.lat, centre.lon], { icon: here, keyboard: false, interactive: false }).addTo(drawn)
  }
  for (const point of points) addPoint(drawn, point)
}
