import { useFrame } from './frame.ts'

export interface MapPoint {
  lat: number
  lon: number
  title: string
  href: string
  /** The number in the list; a point without one is the only one. */
  number?: number
  /** Id of the card in the list that the point belongs to. */
  card?: string
  open?: boolean
}

interface MapProps {
  points: MapPoint[]
  /** Where the search is centred. */
  centre?: { lat: number; lon: number } | null
  /** Address of our own ground as GeoJSON: parks and outlines, drawn where no tiles are configured. */
  ground?: string
  label?: string
}

/**
 * A map over a list that is complete without it. Without script nothing is drawn and nothing is missing; with it Leaflet is
 * fetched once the map comes into view, and on small screens or scarce data only when asked for. Tiles only from where the
 * operator says; else our own points on our own ground. Where there is nothing to show there is no map.
 */
export const PlaceMap = ({ points, centre = null, ground = '/map/ground.json', label }: MapProps) => {
  const { t, tiles } = useFrame()
  if (!points.length && !centre) return null
  const words = { zoomIn: t('zoomIn'), zoomOut: t('zoomOut'), show: t('showMap'), credit: t('mapCredit') }
  return (
    <section
      class="map no-print"
      aria-label={label ?? t('mapLabel')}
      data-map={JSON.stringify({ points, centre, ground, tiles, words })}
      hidden
    />
  )
}
