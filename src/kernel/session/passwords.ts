import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import common from './common-passwords.json' with { type: 'json' }

const derive = promisify(argon2)

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 45 ms here. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const keyLength = 32

export const passwordLength = { min: 8, advised: 15, max: 128 } as const

const commonest = new Set(common.passwords)

/** Is this among the 10,000 passwords that attackers try first? Capitals do not hide it. */
export const isCommon = (password: string): boolean => commonest.has(password.toLowerCase())

const keyOf = (password: string, salt: Buffer, { memory, passes, parallelism }: typeof cost | Cost) =>
  derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism,
    tagLength: keyLength,
    memory,
    passes,
  })

interface Cost {
  memory: number
  passes: number
  parallelism: number
}

/** `argon2id$m=19456,t=2,p=1$SALT$KEY`: with its parameters, so that they can grow without breaking old ones. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const key = await keyOf(password, salt, cost)
  return `argon2id$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${salt.toString('base64')}$${key.toString('base64')}`
}

const format = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/u

/** A password that nobody has: checking it costs as much as checking a real one. */
const nobodys = `argon2id$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(keyLength).toString('base64')}`

/** Is it the password of this hash? Without a hash (no such account) the same work is done, and the answer is no. */
export const isPassword = async (password: string, hash: string | null): Promise<boolean> => {
  const parts = format.exec(hash ?? nobodys) ?? format.exec(nobodys)!
  const key = Buffer.from(parts[5]!, 'base64')
  const given = await keyOf(password, Buffer.from(parts[4]!, 'base64'), {
    memory: Number(parts[1]),
    passes: Number(parts[2]),
    parallelism: Number(parts[3]),
  })
  return timingSafeEqual(key, given) && hash !== null
}
