import { expect, test } from 'vitest'
import { ownLinks } from './rules.ts'

const here = ['http://localhost:3000', 'http://town.localhost:3000']

test.each([
  ['Open it:\nhttp://localhost:3000/verify?key=a-b&c=1\n', ['/verify?key=a-b&c=1']],
  ['of another name of ours http://town.localhost:3000/x and again http://localhost:3000/x', ['/x']],
  ['the first page is no link to open: http://localhost:3000/ http://localhost:3000', []],
  [
    'elsewhere: https://evil.example/verify http://localhost:3000.evil.example/x http://localhost:3000@evil.example/x',
    [],
  ],
  ['no link: http:///x javascript:alert(1) //evil.example/x', []],
])('%j', (text, paths) => expect(ownLinks(text, here)).toEqual(paths))
