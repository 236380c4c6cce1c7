import type { Config } from '#kernel/config/config.ts'
import type { Reaction } from '#kernel/facts/facts.ts'
import { forgetDone, sealEachMinute } from '#kernel/facts/keeping.ts'
import { forgetParked } from '#kernel/jobs/keeping.ts'
import { longScheduled, type Scheduled, scheduled, type Task } from '#kernel/jobs/tasks.ts'
import { forgetLetters, releaseHeld, sendingTask } from '#kernel/mail/send.ts'
import { mailOptions } from '#kernel/mail/settings.ts'
import { askHolidayHours } from '#slices/directory/alerts/sweeps/reactions.ts'
import { refreshOpenings } from '#slices/directory/finding/commands.ts'
import { keepTrueDaily, turnAlertsNightly, welcomeChecker } from '#slices/directory/freshness/reactions.ts'
import { learnPlaces } from '#slices/directory/gazetteer/commands.ts'
import { forgetHandedIn, importTask } from '#slices/directory/import/desk/commands.ts'
import { forgetMerges } from '#slices/directory/merge/commands.ts'
import { findListingGivenBack, findModeratedListing } from '#slices/directory/moderating/reactions.ts'
import { tellPartners } from '#slices/directory/partners/telling/commands.ts'
import { thankContributor } from '#slices/directory/suggestions/reactions.ts'
import { refreshWords } from '#slices/finder/commands.ts'
import { forgetMissed } from '#slices/finder/missed/commands.ts'
import {
  askHostsToLook,
  digestEachMorning,
  tellOfFirstPost,
  tellOfPost,
} from '#slices/groups/conversation/letters/reactions.ts'
import { showGivenBack, showModerated } from '#slices/groups/conversation/live/reactions.ts'
import {
  askForHost,
  findGivenBack,
  findModerated,
  leaveWhatIsForAdults,
  tellAnswer,
  tellHost,
  tellHostsOfAsking,
  tellOfGlass,
  tellRemoved,
  watchYoung,
} from '#slices/groups/reactions.ts'
import { tellOfChecks } from '#slices/people/checks/reactions.ts'
import { forgetByTheClock } from '#slices/people/mydata/commands.ts'
import {
  answerLetterAsks,
  sweepAccountsNightly,
  tellPasskeyAdded,
  tellPasswordChanged,
  tellSecondStepAdded,
  tellSecondStepRemoved,
} from '#slices/people/reactions.ts'
import {
  answerReport,
  askForSecondOpinion,
  escalateByTheClock,
  tellOutcome,
  tellSecondOpinion,
  tellUndone,
} from '#slices/safety/reactions.ts'
import { retentionKinds } from './my-data.ts'
import {
  askStewards,
  remindBoth,
  remindOfReviewsDaily,
  tellOfAnswer,
  tellOfClaim,
  tellOfDecision,
  tellOfEnd,
  tellOfProof,
  tellOfProposal,
} from './organisations-letters/reactions.ts'
import { endEvidenceNightly } from './reporting/evidence.ts'

/** Every consequence of everything that happens. What is not listed here does not follow; a fact that nothing follows from says so itself. */
export const reactions: readonly Reaction[] = [
  thankContributor,
  welcomeChecker,
  askHolidayHours,
  answerLetterAsks,
  tellPasswordChanged,
  tellSecondStepAdded,
  tellSecondStepRemoved,
  tellPasskeyAdded,
  answerReport,
  tellOutcome,
  tellUndone,
  findModeratedListing,
  findListingGivenBack,
  askForSecondOpinion,
  tellSecondOpinion,
  tellOfPost,
  tellOfFirstPost,
  showModerated,
  showGivenBack,
  askHostsToLook,
  tellHostsOfAsking,
  tellAnswer,
  tellRemoved,
  leaveWhatIsForAdults,
  tellHost,
  askForHost,
  tellOfGlass,
  findModerated,
  findGivenBack,
  tellOfProposal,
  tellOfAnswer,
  tellOfEnd,
  remindBoth,
  tellOfClaim,
  tellOfProof,
  tellOfDecision,
  askStewards,
]

/** «Open now» looks two weeks ahead, so that a night or two may be missed. */
const refreshOpeningsNightly = longScheduled('directory.refresh_openings', { daily: '02:40' }, ({ community, now }) =>
  refreshOpenings(community, now),
)

/** The words that typing mistakes are measured against, after a day's changes. */
const refreshWordsNightly = longScheduled('finder.refresh_words', { daily: '02:50' }, ({ community }) =>
  refreshWords(community.write),
)

/** Towns and postcodes that came with the day's records. */
const learnPlacesNightly = longScheduled('directory.learn_places', { daily: '02:55' }, ({ community }) =>
  learnPlaces(community),
)

/** Whatever has had its days goes. */
const tellPartnersOfChanges = longScheduled('directory.tell_partners', { every: 1 }, ({ community, now }) =>
  tellPartners(community, now),
)

const forgetMissedNightly = scheduled('finder.forget_missed', { daily: '03:45' }, ({ tx, now }) =>
  forgetMissed(tx, now),
)

const forgetNightly = scheduled('people.forget_by_the_clock', { daily: '03:50' }, ({ tx, now }) =>
  forgetByTheClock(tx, retentionKinds, now),
)

const forgetImportsNightly = scheduled('directory.forget_imports', { daily: '03:55' }, async ({ tx, now }) => {
  await forgetHandedIn(tx, now)
  await forgetMerges(tx, now)
})

/** What happens by the clock, in each community at its own time. */
export const schedule: readonly Scheduled[] = [
  sealEachMinute,
  forgetDone,
  forgetParked,
  forgetLetters,
  sweepAccountsNightly,
  forgetNightly,
  forgetMissedNightly,
  tellPartnersOfChanges,
  forgetImportsNightly,
  refreshOpeningsNightly,
  refreshWordsNightly,
  learnPlacesNightly,
  turnAlertsNightly,
  keepTrueDaily,
  escalateByTheClock,
  tellOfChecks,
  watchYoung,
  endEvidenceNightly,
  digestEachMorning,
  remindOfReviewsDaily,
]

/** All background work of the program, for `startWorker`. */
export const workOf = (config: Config): { reactions: readonly Reaction[]; tasks: Task[]; schedule: Scheduled[] } => {
  const mail = mailOptions(config)
  return { reactions, tasks: [sendingTask(mail), importTask], schedule: [...schedule, releaseHeld(mail)] }
}
