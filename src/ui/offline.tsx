import { useFrame } from './frame.ts'
import { Icon } from './icon.tsx'

/**
 * «Keep for when there is no connection»: shown where a script can do it. Only what is asked for is kept, fetched without cookies, on
 * this phone alone; whoever shares the phone can have it forgotten on the same page.
 */
export const KeepOffline = ({ paths }: { paths: string[] }) => {
  const { t } = useFrame()
  const words = { kept: t('keptOffline'), failed: t('keepOfflineFailed') }
  return (
    <div class="stack no-print">
      <div data-keep={JSON.stringify(paths)} data-words={JSON.stringify(words)} hidden>
        <button type="button" class="btn quiet">
          <Icon name="download" />
          {t('keepOffline')}
        </button>
        <p class="small soft" role="status">
          {t('keepOfflineHint')}
        </p>
      </div>
      <ForgetKept />
    </div>
  )
}

/** Takes all that was kept from this phone, and the worker with it. */
export const ForgetKept = () => {
  const { t } = useFrame()
  return (
    <p data-forget-kept hidden>
      <button type="button" class="btn quiet">
        {t('forgetOffline')}
      </button>
    </p>
  )
}
