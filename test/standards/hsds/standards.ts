import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { root } from '#kernel/config/root.ts'

const folder = path.join(root, 'test/standards/hsds/3.2')
const base = 'https://hsds.example/3.2/'

const ajv = new Ajv2020({ strict: false, allErrors: true })
;(formats as unknown as (ajv: Ajv2020) => void)(ajv)
for (const file of globSync('*.json', { cwd: folder })) {
  const schema = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object
  ajv.addSchema({ ...schema, $id: base + file })
}

const count = { type: 'integer', minimum: 0 }
const numbers = ['total_items', 'total_pages', 'page_number', 'size']
const truths = ['first_page', 'last_page', 'empty']

const validators = new Map<string, ValidateFunction>()
const validator = (key: string, schema: object) => {
  const there = validators.get(key) ?? ajv.compile(schema)
  validators.set(key, there)
  return there
}

const problems = (validate: ValidateFunction, value: unknown): string[] =>
  validate(value) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)

/** What the standard's schema of an object has against a value. */
export const againstObject = (name: string, value: unknown): string[] =>
  problems(validator(name, { $ref: `${base}${name}.json` }), value)

/** The same for a page of a list. */
export const againstPage = (name: string, value: unknown): string[] =>
  problems(
    validator(`page of ${name}`, {
      type: 'object',
      required: [...numbers, ...truths, 'contents'],
      properties: {
        ...Object.fromEntries(numbers.map((key) => [key, count])),
        ...Object.fromEntries(truths.map((key) => [key, { type: 'boolean' }])),
        contents: { type: 'array', items: { $ref: `${base}${name}.json` } },
      },
    }),
    value,
  )

/** The same for the root of an API, with what 3.2 adds. */
export const againstRoot = (value: unknown): string[] =>
  problems(
    validator('root', {
      type: 'object',
      required: ['version', 'profile', 'openapi_url', 'publisher', 'description'],
      properties: {
        version: { type: 'string' },
        profile: { type: 'string', format: 'uri' },
        openapi_url: { type: 'string', format: 'uri' },
        publisher: { type: 'string' },
        description: { type: 'string' },
      },
    }),
    value,
  )

export const examples = path.join(root, 'test/standards/hsds/examples')
export const example = (name: string): unknown => JSON.parse(readFileSync(path.join(examples, name), 'utf8'))
