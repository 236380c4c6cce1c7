import http from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { limitKey } from './address.ts'

/** A server that listens, and how to stop it without dropping anybody. */
export interface Listening {
  port: number
  stop: () => Promise<void>
}

interface Where {
  host: string
  port: number
  /** Connections that one address may hold open; proxies hold many and are exempt. */
  connectionsPerAddress?: number
  isProxy?: (address: string) => boolean
}

/**
 * Counts connections by address. A low global limit would let one slow attacker shut everybody out, so there is none.
 */
const limitConnections = (server: http.Server, most: number, isProxy: (address: string) => boolean) => {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    if (isProxy(address)) return
    const key = limitKey(address)
    const now = (open.get(key) ?? 0) + 1
    if (now > most) return socket.destroy()
    open.set(key, now)
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1
      if (left > 0) open.set(key, left)
      else open.delete(key)
    })
  })
}

/** Stops taking new connections, lets what runs finish, and after ten seconds ends the rest. */
const stopServer = (server: http.Server) =>
  new Promise<void>((resolve) => {
    const end = setTimeout(() => server.closeAllConnections(), 10_000)
    server.close(() => {
      clearTimeout(end)
      resolve()
    })
    server.closeIdleConnections()
  })

/**
 * Serves the application over HTTP/1.1. Slow senders are cut off: headers within 5 s, the whole request within 30 s, checked
 * each second (Node's defaults let 300 slow connections stay for a minute).
 * @throws Error with code EADDRINUSE when somebody else listens there
 */
export const listen = (
  app: Hono,
  { host, port, connectionsPerAddress = 256, isProxy = () => false }: Where,
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = http.createServer(
      {
        headersTimeout: 5_000,
        requestTimeout: 30_000,
        connectionsCheckingInterval: 1_000,
        keepAliveTimeout: 10_000,
        maxHeaderSize: 16_384,
      },
      getRequestListener(app.fetch),
    )
    limitConnections(server, connectionsPerAddress, isProxy)
    server.once('error', reject)
    server.listen(port, host, () => {
      const bound = server.address()
      resolve({ port: typeof bound === 'object' && bound ? bound.port : port, stop: () => stopServer(server) })
    })
  })
