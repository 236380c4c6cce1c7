import { expect, test } from 'vitest'
import { Action, Code, Facts, Letter, letterHtml, letterText, Paragraph, Small, Way } from './letter.tsx'

test('says in plain text everything that it says in mark-up', () => {
  const text = letterText(
    <Letter>
      <Paragraph>
        One <b>two</b> {3}
      </Paragraph>
      <Facts items={['a', 'b']} />
      <Code>482 913</Code>
      <Action href="https://town.example/x">Open it</Action>
      <Small>Not you? Do nothing.</Small>
    </Letter>,
  )
  expect(text).toBe('One two 3\n\n- a\n- b\n\n482 913\n\nOpen it:\nhttps://town.example/x\n\nNot you? Do nothing.\n')
})

test('keeps the paragraphs of people’s words apart, and says an address once', () => {
  const text = letterText(
    <Letter>
      <p>First thought.</p>
      <p>
        Look at <a href="https://bus.example/">https://bus.example/</a>
      </p>
      <Small>
        In your group. <Way href="https://town.example/less">Fewer letters</Way>
      </Small>
    </Letter>,
  )
  expect(text).toBe(
    'First thought.\n\nLook at https://bus.example/\n\nIn your group. Fewer letters (https://town.example/less)\n',
  )
})

test('shows the address of a button only where it fits on a line', () => {
  const shown = (href: string) => letterHtml(<Action href={href}>Open it</Action>).split(href).length - 1
  expect([shown('https://town.example/account'), shown(`https://town.example/x?key=${'k'.repeat(43)}`)]).toEqual([2, 1])
})
