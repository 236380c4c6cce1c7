import http from 'node:http'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What Prometheus may read, on a port of its own that the public never reaches. Labels are route patterns, never addresses. */
export interface Metrics {
  answered: (route: string, status: number, seconds: number) => void
  text: () => Promise<string>
}

export const openMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'wellmet_answer_seconds',
    help: 'Time to answer a request, by route and status class',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const refused = new Counter({
    name: 'wellmet_refused_total',
    help: 'Requests answered with 403 or 429, by route',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  return {
    answered: (route, status, took) => {
      seconds.observe({ route, status: `${Math.floor(status / 100)}xx` }, took)
      if (status === 403 || status === 429) refused.inc({ route, status: String(status) })
    },
    text: () => registry.metrics(),
  }
}

/** Serves `/metrics` on its own port; returns how to stop it. */
export const serveMetrics = (metrics: Metrics, port: number, host: string): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => {
      if (request.url !== '/metrics') return response.writeHead(404).end()
      metrics.text().then((text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text))
    })
    server.once('error', reject)
    server.listen(port, host, () => resolve(() => new Promise((done) => server.close(() => done()))))
  })
