import { type Coords, type DoneCallback, GridLayer, type GridLayerOptions } from 'leaflet'
import { PMTiles } from 'pmtiles'

/** Pictures out of one .pmtiles file. Painted on canvas: blob addresses would need a hole in the content policy. */
class FileLayer extends GridLayer {
  readonly archive: PMTiles

  constructor(url: string, options: GridLayerOptions) {
    super(options)
    this.archive = new PMTiles(url)
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

export const tileFile = (url: string, options: GridLayerOptions) => new FileLayer(url, options)
