import { expect, test } from 'vitest'
import { attributesOf, frameFor, rendered } from '#test/frame.tsx'
import { Crumbs, Page } from './page.tsx'

const hostile = '"><img src=x onerror=alert(1)>'

test('a document says its language and direction, and has one main part that the skip link reaches', () => {
  const html = rendered(<Page title="Food">text</Page>, frameFor('ar'))
  expect(attributesOf(html, 'lang="ar"')).toMatchObject({ dir: 'rtl' })
  expect(html.indexOf('href="#main"')).toBeLessThan(html.indexOf('<header'))
  expect(html.match(/<main /gu)).toHaveLength(1)
  expect(attributesOf(html, 'id="main"')).toMatchObject({ tabindex: '-1' })
})

test('the place where one is is marked, in the navigation and among the languages', () => {
  const html = rendered(<Page title="Food">text</Page>)
  expect(attributesOf(html, 'href="/find"')).toMatchObject({ 'aria-current': 'page' })
  expect(attributesOf(html, 'href="/about"')).not.toHaveProperty('aria-current')
  expect(attributesOf(html, 'hreflang="en"')).toMatchObject({ lang: 'en', 'aria-current': 'true' })
  expect(attributesOf(html, 'hreflang="ar"')).toMatchObject({ lang: 'ar' })
})

test('search engines get one address, or are asked to stay away', () => {
  expect(rendered(<Page title="Food">text</Page>)).toContain('rel="canonical" href="https://millbrook.example/find"')
  const kept = rendered(
    <Page title="Food" noindex>
      text
    </Page>,
  )
  expect(kept).toContain('content="noindex"')
  expect(kept).not.toContain('canonical')
})

test('leave quickly is a plain link, on sensitive pages only, and those are not fetched ahead', () => {
  const sensitive = rendered(<Page title="Food">text</Page>, frameFor('en', { sensitive: true }))
  expect(attributesOf(sensitive, 'data-leave-link').href).toMatch(/^https:/u)
  expect(attributesOf(sensitive, 'data-leave-link').rel).toContain('noreferrer')
  expect(sensitive).not.toContain('speculationrules')
  const plain = rendered(<Page title="Food">text</Page>)
  expect(plain).not.toContain('data-leave')
  expect(attributesOf(plain, 'type="speculationrules"')).toMatchObject({ nonce: 'n0nce' })
})

test('names of people and communities stay text, set apart from what stands around them', () => {
  const frame = frameFor('en', {
    signedInAs: hostile,
    notice: hostile,
    community: { name: hostile, slug: 'x', demo: true },
    navigation: [{ href: '/x', label: hostile }],
    crisis: [{ name: hostile, number: '1 2', note: hostile }],
  })
  const html = rendered(
    <Page title={hostile} description={hostile}>
      text
    </Page>,
    frame,
  )
  expect(html).not.toContain('<img')
  expect(html).toContain('<bdi>&quot;>&lt;img')
})

test('what just happened is said once, as a status', () => {
  const html = rendered(<Page title="Food">text</Page>, frameFor('en', { notice: 'Your seat is kept.' }))
  expect(attributesOf(html, 'class="notice"')).toMatchObject({ role: 'status' })
  expect(html.match(/Your seat is kept\./gu)).toHaveLength(1)
})

test('crisis numbers can be rung', () => {
  expect(rendered(<Page title="Food">text</Page>)).toContain('href="tel:116123"')
})

test('no page styles an element in place: the content policy would refuse it', () => {
  expect(rendered(<Page title="Food">text</Page>, frameFor('en', { sensitive: true, notice: 'x' }))).not.toMatch(
    /\sstyle=/u,
  )
})

test('the way here is a list inside a named navigation', () => {
  const html = rendered(<Crumbs links={[{ href: '/find', label: 'Find help' }]} />)
  expect(attributesOf(html, 'class="crumbs"')).toHaveProperty('aria-label')
  expect(html).toContain('<ol><li><a href="/find"><bdi>Find help</bdi></a>')
})

test('a demo says so on every page, in a part of its own, and leads to its mail and its people', () => {
  const demo = frameFor('en', { community: { name: 'Millbrook', slug: 'millbrook', demo: true } })
  const [line] = /<aside.*?<\/aside>/su.exec(rendered(<Page title="Food">text</Page>, demo))!
  expect(attributesOf(line, 'class="demo-line"')['aria-label']).toBeTruthy()
  expect(line).toContain('href="/mailbox"')
  expect(line).toContain('href="/sign-in"')
  expect(rendered(<Page title="Food">text</Page>)).not.toContain('/mailbox')
})

test('the way here begins at the hub that a page belongs to, and names each place once', () => {
  const hub = frameFor('en', { above: [{ href: '/work', label: 'Your work' }] })
  const way = (node: Parameters<typeof rendered>[0]) =>
    [...rendered(node, hub).matchAll(/href="([^"]+)"/gu)].map(([, href]) => href)
  expect(way(<Crumbs />)).toEqual(['/work'])
  expect(way(<Crumbs links={[{ href: '/moderation', label: 'Reports' }]} />)).toEqual(['/work', '/moderation'])
  expect(way(<Crumbs links={[{ href: '/work', label: 'Back' }]} />)).toEqual(['/work'])
  expect(rendered(<Crumbs />)).toBe('')
})
