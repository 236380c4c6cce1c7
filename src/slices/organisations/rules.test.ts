import { describe, expect, test } from 'vitest'
import { isAtOwnDomain } from './rules.ts'

describe('peer 23: only an address at the organisation’s own domain speaks for it', () => {
  test.each([
    ['the same domain', 'ana@hearth.example', 'https://hearth.example/about', true],
    ['with www and capitals', 'Ana@Hearth.Example', 'http://WWW.hearth.example', true],
    ['a website without its scheme', 'ana@hearth.example', 'hearth.example', true],
    ['a domain that ends alike', 'eve@not-hearth.example', 'https://hearth.example', false],
    ['a domain that starts alike', 'eve@hearth.example.evil.example', 'https://hearth.example', false],
    ['a part of the domain', 'eve@guests.hearth.example', 'https://hearth.example', false],
    ['the domain above', 'eve@council.example', 'https://hearth.council.example', false],
    ['the domain as a name in front of another', 'eve@evil.example', 'https://evil.example@hearth.example', false],
    ['two addresses in one', 'eve@evil.example@hearth.example', 'https://hearth.example', false],
    ['a free mailbox, where the website is said to be the mail house', 'eve@gmail.com', 'https://gmail.com', false],
    ['a page at a house that many share', 'eve@hearth.wordpress.com', 'https://hearth.wordpress.com', false],
    ['no website', 'ana@hearth.example', null, false],
    ['a website that is none', 'ana@hearth.example', 'http://', false],
  ])('%s', (_, email, website, own) => {
    expect(isAtOwnDomain(email, website)).toBe(own)
  })
})
