import { expect, test } from 'vitest'
import { attributesOf, frameFor, rendered } from '#test/frame.tsx'
import { Axes, Card, Checked, Doors, Empty, Facts, More, Note } from './card.tsx'
import { Icon } from './icon.tsx'
import { PlaceMap } from './map.tsx'
import { Chips, Search } from './search.tsx'
import { Pagination, Table } from './table.tsx'

const hostile = '</a><script>alert(1)</script>'

test('a card is one link, and the names in it are set apart from the line around them', () => {
  const html = rendered(<Card title={hostile} by={hostile} text={hostile} far="600 m" href="/services/1" id="card-1" />)
  expect(html).not.toContain('<script')
  expect(html.match(/<a /gu)).toHaveLength(1)
  expect(html.match(/<bdi/gu)).toHaveLength(4)
  expect(attributesOf(html, 'id="card-1"').class).toContain('card')
})

test('facts say in words what their colour says', () => {
  const html = rendered(
    <Facts facts={[{ words: 'Open till 6 pm', icon: 'clock', tone: 'open' }, { words: 'Step-free' }]} />,
  )
  expect(html).toContain('Open till 6 pm')
  expect(attributesOf(html, '<svg')).toMatchObject({ 'aria-hidden': 'true' })
  expect(rendered(<Facts facts={[]} />)).toBe('')
})

test('a sure check and an old one differ in their drawing too', () => {
  expect(rendered(<Checked words="Checked" />)).not.toBe(rendered(<Checked words="Checked" sure={false} />))
})

test('axes are a list of names and values, each with how we know', () => {
  const html = rendered(<Axes axes={[{ icon: 'clock', name: 'When', value: 'Tuesday', how: 'Asked in May' }]} />)
  expect(html).toMatch(/<dl.*<dt>.*When<\/dt><dd><div>Tuesday<\/div><small>Asked in May<\/small><\/dd>/u)
})

test('ways in, remarks, empty lists and folded text keep what they are given', () => {
  const html = rendered(
    <>
      <Doors doors={[{ href: '/find', title: 'Find help', text: 'Food', tone: 'pine', icon: 'hand-heart' }]} />
      <Note>Come alone</Note>
      <Empty title="Nothing open">
        <a href="/find">Go on</a>
      </Empty>
      <More title="How?">Because</More>
    </>,
  )
  expect(html).toMatch(/<li><a class="door tone-pine" href="\/find">/u)
  expect(html).toContain('<details class="more"><summary>How?</summary>')
})

test('icons that point along the line turn round with it; clocks do not', () => {
  expect(rendered(<Icon name="arrow-right" />)).toContain('turns')
  expect(rendered(<Icon name="clock" />)).not.toContain('turns')
})

test('a search is a question (GET) with two labelled fields; the filters stay', () => {
  const html = rendered(<Search q={'"food'} near="M33" keep={{ open: '1' }} />)
  expect(attributesOf(html, '<form')).toMatchObject({ action: '/find' })
  expect(attributesOf(html, '<form').method ?? 'get').toBe('get')
  expect(attributesOf(html, 'name="q"')).toMatchObject({ id: 'search-q', value: '&quot;food' })
  expect(html).toContain('<label for="search-near">')
  expect(attributesOf(html, 'name="open"')).toMatchObject({ type: 'hidden', value: '1' })
  expect(attributesOf(html, 'data-position')).toMatchObject({ type: 'button', hidden: '' })
})

test('a filter is a link that says whether it is on', () => {
  const chips = [
    { label: 'Open now', href: '/find', on: true },
    { label: 'Free', href: '/find?free=1', on: false },
  ]
  const html = rendered(<Chips chips={chips} />)
  expect(attributesOf(html, 'href="/find"')).toMatchObject({ 'aria-current': 'true' })
  expect(attributesOf(html, 'href="/find?free=1"')).not.toHaveProperty('aria-current')
})

test('a table is a table: caption, heads of columns and rows, and a scroller that the keyboard reaches', () => {
  const html = rendered(
    <Table
      caption="Hours"
      columns={['Day', 'From']}
      rows={[{ key: 'a', cells: ['Tuesday', '14:00'], current: true }]}
    />,
  )
  expect(html).toMatch(
    /<caption>Hours<\/caption>.*<th scope="col"[^>]*>Day<\/th>.*<th scope="row"[^>]*>Tuesday<\/th><td[^>]*><div>14:00<\/div><\/td>/u,
  )
  expect(attributesOf(html, 'class="scroller"')).toMatchObject({ tabindex: '0', 'aria-label': 'Hours' })
})

test('a row of three and more cells stands as a block on a phone, each cell with its column’s name, and stays a row aloud', () => {
  const html = rendered(
    <Table caption="Roles" columns={['Who', 'Role', 'Until']} rows={[{ key: 'a', cells: ['Ade', 'Moderator', ''] }]} />,
  )
  expect(html).toContain('class="scroller stacks"')
  expect(html).toContain('<td data-head="Role" role="cell"><div>Moderator</div></td>')
  expect(html).toContain('<tr role="row"><th scope="row" role="rowheader">Ade</th>')
})

test('pages lead back and further, and only where there is something', () => {
  const href = (page: number) => `?page=${page}`
  const first = rendered(<Pagination page={1} pages={3} href={href} />)
  expect(first).toContain('rel="next"')
  expect(first).not.toContain('rel="prev"')
  expect(rendered(<Pagination page={3} pages={3} href={href} />)).not.toContain('rel="next"')
  expect(rendered(<Pagination page={1} pages={1} href={href} />)).toBe('')
})

test('a map carries its points as data, with the operator’s tiles or none, and is not there without points', () => {
  const point = { lat: 53.4, lon: -2.3, title: hostile, href: '/services/1', number: 1, card: 'card-1' }
  const html = rendered(<PlaceMap points={[point]} />)
  const data = JSON.parse(
    attributesOf(html, 'data-map')
      ['data-map']!.replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&'),
  )
  expect(data).toMatchObject({ points: [point], tiles: null, ground: '/map/ground.json' })
  expect(html).not.toContain('<script')
  expect(rendered(<PlaceMap points={[]} />)).toBe('')
  const tiles = { url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: '© them' }
  expect(rendered(<PlaceMap points={[point]} />, frameFor('en', { tiles }))).toContain('tiles.example')
})
