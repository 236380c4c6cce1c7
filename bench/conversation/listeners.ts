import { spawn } from 'node:child_process'

/** Streams in a process of their own, so that their memory is not counted as ours; it says when each event arrives. */
const program = `
import http from 'node:http'
const { port, path, cookies, each, most } = JSON.parse(process.argv[1])
const agent = new http.Agent({ maxSockets: Infinity, keepAlive: true })
let open = 0
let asked = 0
for (const cookie of cookies)
  for (let n = 0; n < each && asked < most; n++, asked++)
    http.get({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) { console.log('refused ' + answer.statusCode); return }
      console.log('open ' + ++open)
      answer.on('data', (data) => {
        for (const [, id] of String(data).matchAll(/^id: (\\S+)/gmu)) console.log('heard ' + id + ' ' + Date.now())
      })
    }).on('error', (error) => console.log('error ' + error.code))
`

export interface Listeners {
  lines: string[]
  /** Waits until so many lines begin so. */
  said: (start: string, count: number) => Promise<void>
  stop: () => Promise<void>
}

interface Wanted {
  port: number
  path: string
  cookies: string[]
  /** Streams of each session, and of all together. */
  each: number
  most: number
}

export const openListeners = (wanted: Wanted): Listeners => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(wanted)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  let rest = ''
  child.stdout.on('data', (data) => {
    const parts = (rest + String(data)).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  const said = async (start: string, count: number) => {
    for (let tries = 0; tries < 12_000; tries++) {
      if (lines.filter((line) => line.startsWith(start)).length >= count) return
      await new Promise((done) => setTimeout(done, 20))
    }
    const bad = lines.filter((line) => /^(refused|error)/u.test(line)).length
    throw new Error(`${start}: ${lines.filter((line) => line.startsWith(start)).length} of ${count}, ${bad} failed`)
  }
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  return {
    lines,
    said,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}
