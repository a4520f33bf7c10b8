// Is the record whole? The signed tree, and its newest entries in words.
import type { Asking } from './asking.ts'
import { entryWords, type EntryWords } from './entry-page.ts'
import { whoIsWho } from './known.ts'
import { readEntry } from './read-entry.ts'
import { plural, timeOf } from './words.ts'

export interface RecordPage { readonly whole: boolean; readonly lead: string; readonly lines: readonly string[]; readonly entries: readonly EntryWords[]; readonly from: number; readonly size: number; readonly origin: string; readonly earlier: number | null; readonly later: number | null }

const A_PAGE = 25

/** `rebuilt` is the root that the kept leaves give over the signed size: what makes the first sentence true. */
export async function recordPage(asking: Asking, rebuilt: { readonly root: string; readonly at: string } | undefined, before: number | undefined): Promise<RecordPage> {
  const { reader } = asking, tree = await reader.tree(), known = await whoIsWho(reader)
  if (!tree) return { whole: false, lead: 'The record has not begun yet.', lines: [], entries: [], from: 0, size: 0, origin: '', earlier: null, later: null }
  const until = Math.min(before ?? tree.size, tree.size), from = Math.max(0, until - A_PAGE)
  const entries = (await reader.entries(from, until - from)).map(recorded => entryWords(readEntry(recorded), known)).toReversed()
  const whole = rebuilt?.root === tree.root
  return {
    whole, lead: whole ? `The record is whole: ${plural(tree.size, 'entry', 'entries')}, checked at ${timeOf(rebuilt.at)}.` : `The record does not match its own signed root over ${plural(tree.size, 'entry', 'entries')}.`,
    lines: whole ? ['Every entry that is kept gives the root that the record’s key has signed. Anybody can check the same with countersign verify and the trust file, without trusting this page.']
      : ['Somebody has changed what is kept. Stop posting, tell whoever runs this service, and compare with the checkpoint file that the keeper keeps outside the database.'],
    entries, from, size: tree.size, origin: tree.origin, earlier: from > 0 ? from : null, later: until < tree.size ? Math.min(tree.size, until + A_PAGE) : null,
  }
}
