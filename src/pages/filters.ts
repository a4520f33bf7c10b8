// The filters that templates use, each a way of writing that the queries use too.
import { boxOf, capital, countOf, dayOf, digestWords, fullDayOf, listed, momentOf, secondsOf, timeOf } from '../queries/words.ts'

/** By the name that a template calls it: `{{ entry.at | time }}`. */
export const filters = { time: timeOf, seconds: secondsOf, day: dayOf, fullDay: fullDayOf, moment: (instant: string) => momentOf(instant), count: countOf, capital, listed, box: boxOf, digest: digestWords }

export * from '../queries/words.ts'
