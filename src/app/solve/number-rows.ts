import { closeSync, openSync, readSync } from 'node:fs'
import path from 'node:path'

/** What is wrong with a file, in one sentence that begins with where. */
export class BadFile extends Error {
  constructor(file: string, line: number, what: string) {
    super(`${file}, line ${line}: ${what}.`)
    this.name = 'BadFile'
  }
}

const CHUNK = 1 << 20
const NEWLINE = 10
const SPACE = 32
const MINUS = 45
const ZERO = 48

/**
 * Rows of whole numbers, read from a file a megabyte at a time: a million edges take a fraction of a second and no memory
 * beyond the columns that they go into. Numbers stand apart by spaces or tabs; a row ends with its line.
 */
export class NumberRows {
  line = 0
  readonly file: string
  private readonly handle: number
  private readonly chunk = Buffer.allocUnsafe(CHUNK)
  private filled = 0
  private at = 0

  constructor(file: string) {
    this.file = file
    this.handle = openSync(file, 'r')
  }

  close(): void {
    closeSync(this.handle)
  }

  fault(what: string): BadFile {
    return new BadFile(path.basename(this.file), this.line, what)
  }

  /** Reads the next row into `row`, which must have just as many numbers. `what` names the row for the sentence of refusal. */
  read(row: Float64Array, what: string): void {
    this.line++
    for (let i = 0; i < row.length; i++) {
      const byte = this.skipBlanks()
      if (byte < 0) throw this.fault(i ? `${what} breaks off` : `the file ends where ${what} should stand`)
      if (byte === NEWLINE) throw this.fault(`${what} needs ${row.length} numbers, and has ${i}`)
      row[i] = this.number()
    }
    const byte = this.skipBlanks()
    if (byte === NEWLINE) this.at++
    else if (byte >= 0) throw this.fault(`${what} needs ${row.length} numbers, and has more`)
  }

  /** Refuses anything but empty lines up to the end of the file. */
  end(after: string): void {
    for (let byte = this.skipBlanks(); byte >= 0; byte = this.skipBlanks()) {
      this.line++
      if (byte !== NEWLINE) throw this.fault(`there is more after ${after}`)
      this.at++
    }
  }

  private number(): number {
    const negative = this.peek() === MINUS
    if (negative) this.at++
    let value = 0
    let digits = 0
    for (let byte = this.peek(); byte >= ZERO && byte < ZERO + 10; byte = this.peek()) {
      value = value * 10 + byte - ZERO
      digits++
      this.at++
    }
    if (!digits || this.peek() > SPACE)
      throw this.fault(`“${negative ? '-' : ''}${digits ? value : ''}${this.restOfWord()}” is not a whole number`)
    if (value > Number.MAX_SAFE_INTEGER) throw this.fault('a number is over 2⁵³, beyond which sums are no longer exact')
    return negative ? -value : value
  }

  private restOfWord(): string {
    let word = ''
    for (let byte = this.peek(); byte > SPACE && word.length < 20; byte = this.peek()) {
      word += String.fromCharCode(byte)
      this.at++
    }
    return word
  }

  /** The next byte that is neither space, tab nor carriage return, without taking it; −1 at the end. */
  private skipBlanks(): number {
    let byte = this.peek()
    while (byte === SPACE || byte === 9 || byte === 13) {
      this.at++
      byte = this.peek()
    }
    return byte
  }

  private peek(): number {
    if (this.at === this.filled) {
      this.filled = readSync(this.handle, this.chunk, 0, CHUNK, null)
      this.at = 0
      if (!this.filled) return -1
    }
    return this.chunk[this.at]!
  }
}
