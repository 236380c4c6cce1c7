import { z } from 'zod'
import type { Route } from './registry.ts'

type Json = Record<string, unknown>

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(shape, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json

const withoutDollar = ({ $schema: _, ...schema }: Json): Json => schema

const pathParameters = (route: Route): Json[] =>
  [...route.path.matchAll(/:(\w+)/gu)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: route.params[name]
      ? withoutDollar(schemaOf(route.params[name], 'input'))
      : { type: 'string', format: 'uuid' },
  }))

const queryParameters = (route: Route): Json[] => {
  if (!route.input || route.effect !== 'reads') return []
  const { properties = {}, required = [] } = schemaOf(route.input, 'input') as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

const requestBody = (route: Route): Json =>
  route.input && route.method !== 'GET'
    ? {
        requestBody: {
          required: route.effect !== 'reads',
          content: { 'application/json': { schema: withoutDollar(schemaOf(route.input, 'input')) } },
        },
      }
    : {}

const problem = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const operation = (route: Route): Json => ({
  operationId: `${route.method.toLowerCase()}${route.path.replace(/\W+(\w)/gu, (_, letter: string) => letter.toUpperCase()).replace(/\W/gu, '')}`,
  summary: route.about,
  tags: [route.slice],
  parameters: [...pathParameters(route), ...queryParameters(route)],
  ...requestBody(route),
  responses: {
    200: {
      description: 'The answer',
      ...(route.output
        ? { content: { 'application/json': { schema: withoutDollar(schemaOf(route.output, 'output')) } } }
        : {}),
    },
    default: problem,
  },
})

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

/** Those of the registry's endpoints that other programs may use: what lies under `/api/`. */
export const publicEndpoints = (routes: Route[]): Route[] =>
  routes.filter((route) => route.kind === 'endpoint' && route.path.startsWith('/api/'))

/** OpenAPI 3.1 of the public endpoints, made from the registry, so that it cannot say anything else than what runs. */
export const openApi = (routes: Route[], server: { title: string; url: string; version: string }): Json => {
  const paths: Record<string, Json> = {}
  for (const route of publicEndpoints(routes)) {
    const path = route.path.replace(/:(\w+)/gu, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: server.title,
      version: server.version,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: server.url }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
}
