import { useFrame } from './frame.ts'

/** «Report this», at the end of a page or beside a post. `what` names the thing for those who hear links one after the other. */
export const ReportLink = ({ kind, id, what }: { kind: string; id: string; what?: string }) => {
  const { t } = useFrame()
  return (
    <a class="report-link small no-print" href={`/report/${kind}/${id}`} rel="nofollow">
      {t('reportThis')}
      {what && (
        <span class="sr">
          {': '}
          <bdi>{what}</bdi>
        </span>
      )}
    </a>
  )
}
