import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { districtOf, phoneNumber, plainName, postcodeOf, readableName, webAddress } from './rules.ts'

describe('names that were shouted become readable', () => {
  test.each([
    ['DUKINFIELD BAPTIST CHURCH (TRUST FUNDS HELD ICW )', 'Dukinfield Baptist Church (Trust Funds Held ICW)'],
    ["THE URMSTON & DISTRICT WOMEN'S INSTITUTE", "The Urmston & District Women's Institute"],
    ['1ST SALE SCOUT GROUP', '1st Sale Scout Group'],
    ["FRIENDS OF ST. MARY'S RC SCHOOL", "Friends of St. Mary's RC School"],
    ['TRAFFORD HEART/STROKE GROUP', 'Trafford Heart/Stroke Group'],
    ["O'NEILL TRUST FOR THE ARTS CIO", "O'Neill Trust for the Arts CIO"],
    ['HENRY VIII SOCIETY LTD', 'Henry VIII Society Ltd'],
    ['42nd Street', '42nd Street'],
    ['blueSCI', 'blueSCI'],
  ])('%s', (shouted, readable) => expect(readableName(shouted)).toBe(readable))

  test('a readable name stays as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z' ]{0,24}$/u), (name) => {
        expect(readableName(readableName(name))).toBe(readableName(name))
      }),
    )
  })
})

test.each([
  ['Being There', 'BEING THERE'],
  ['Alzheimer’s Society', "ALZHEIMER'S SOCIETY"],
  ['The Counselling & Family Centre Ltd', 'COUNSELLING AND FAMILY CENTRE'],
  ['Victoria Park (Trafford)', 'Victoria Park'],
  ["Saint John's Church", 'St. Johns Church'],
])('«%s» and «%s» are one name', (a, b) => expect(plainName(a)).toBe(plainName(b)))

test.each([
  ['www.casort.org', 'http://www.casort.org/'],
  ['https://lgbt.foundation/', 'https://lgbt.foundation/'],
  ['http://a.example/ http://b.example', 'http://a.example/'],
  ['javascript:alert(1)', null],
  ['Not known', null],
  ['', null],
  ['http://user@evil', null],
])('web address «%s»', (written, address) => expect(webAddress(written)).toBe(address))

test.each([
  ['0161-912-2122', '0161 912 2122'],
  ['00000 000000', null],
  ['Not known', null],
  ['+44 161 496 0000', '+44 161 496 0000'],
])('phone «%s»', (written, number) => expect(phoneNumber(written)).toBe(number))

test.each([
  ['m337wr', 'M33 7WR', 'M33'],
  ['WA154 1HF', null, null],
  ['SW1A 1AA', 'SW1A 1AA', 'SW1A'],
])('postcode «%s»', (written, postcode, district) => {
  expect(postcodeOf(written)).toBe(postcode)
  expect(districtOf(written)).toBe(district && written.includes(' ') ? district : districtOf(written))
  expect(postcode && districtOf(postcode)).toBe(district)
})
