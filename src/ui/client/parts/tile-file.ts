import { type Coords, type DoneCallback, GridLayer, type GridLayerOptions } from 'leaflet'
import { PMTiles } from 'pmtiles'

/** Pictures out of one .pmtiles file. Painted on canvas: blob addresses would need a hole in the content policy. */
class FileLayer extends GridLayer {
  readonly archive: PMTiles

  constructor(archive: PMTiles, options: GridLayerOptions) {
    super(options)
    this.archive = archive
  }

  override createTile({ x, y, z }: Coords, done: DoneCallback) {
    const canvas = document.createElement('canvas')
    this.paint(canvas, z, x, y).then(
      () => done(undefined, canvas),
      (error: Error) => done(error, canvas),
    )
    return canvas
  }

  async paint(canvas: HTMLCanvasElement, z: number, x: number, y: number) {
    const tile = await this.archive.getZxy(z, x, y)
    if (!tile) return
    const picture = await createImageBitmap(new Blob([tile.data]))
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
  }
}

/** The archive says how deep it goes: nearer than that its last pictures are drawn larger, instead of none. */
export const tileFile = async (url: string, options: GridLayerOptions): Promise<GridLayer> => {
  const archive = new PMTiles(url)
  const { minZoom, maxZoom } = await archive.getHeader()
  return new FileLayer(archive, { ...options, minNativeZoom: minZoom, maxNativeZoom: maxZoom })
}
