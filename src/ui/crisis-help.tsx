import { Note } from './card.tsx'
import { useFrame } from './frame.ts'

/** Numbers to ring, beside words of distress: for their author alone. Nothing where there are none. */
export const CrisisHelp = ({ lines }: { lines: { name: string; number: string }[] }) => {
  const { t } = useFrame()
  if (!lines.length) return null
  return (
    <Note icon="phone" tone="plum">
      <p>
        <strong>{t('helpTitle')}</strong>
      </p>
      <p>{t('helpText')}</p>
      <ul>
        {lines.map(({ name, number }) => (
          <li key={number}>
            {name === number ? t('helpDanger') : <bdi>{name}</bdi>}{' '}
            <a href={`tel:${number.replace(/\s/gu, '')}`}>
              <bdi>{number}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href="/help-now">{t('helpMore')}</a>
      </p>
    </Note>
  )
}
