import { tileFilePath } from '#kernel/config/tiles.ts'
import { anyone } from '#kernel/routes/access.ts'
import { type Route, routes } from '#kernel/routes/registry.ts'

const day = 86_400

/** The operator's own map as one file, which browsers read part by part; no route where there is none. */
export const tileRoutes = (file: string | null): Route[] =>
  file === null
    ? []
    : routes('app', { en: {}, es: {}, ar: {} }, ({ endpoint }) => [
        endpoint(
          'GET',
          tileFilePath,
          {
            access: anyone,
            effect: 'reads',
            shows: 'public',
            about: 'The map’s ground as PMTiles, by ranges',
            maxAge: day,
          },
          () => ({ kind: 'disk', path: file, type: 'application/vnd.pmtiles' }),
        ),
      ])
