// What changed between two versions of a post: part by part, and within a part word by word. Pure, and the same on server and page.
import { partName, type Part } from './part.ts'

export interface Piece { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }
export interface PartDifference {
  /** What the part is called on the screen, in the version in which it stands. */
  readonly name: string
  readonly change: 'changed' | 'added' | 'removed'
  readonly pieces: readonly Piece[]
}
/** `same` names the parts of the later version that are equal, byte for byte. */
export interface Difference { readonly changed: readonly PartDifference[]; readonly same: readonly string[] }

/** Parts are paired by kind and place: the second subtitle with the second subtitle. */
export function differenceOf(before: readonly Part[], after: readonly Part[]): Difference {
  const earlier = placed(before), later = placed(after), changed: PartDifference[] = [], same: string[] = []
  for (const [place, { part, name }] of later) {
    const was = earlier.get(place)
    if (!was) changed.push({ name, change: 'added', pieces: [{ kind: 'added', text: part.text }] })
    else if (was.part.text === part.text) same.push(name)
    else changed.push({ name, change: 'changed', pieces: wordDifference(was.part.text, part.text) })
  }
  for (const [place, { part, name }] of earlier) if (!later.has(place)) changed.push({ name, change: 'removed', pieces: [{ kind: 'removed', text: part.text }] })
  return { changed, same }
}

function placed(parts: readonly Part[]): ReadonlyMap<string, { readonly part: Part; readonly name: string }> {
  const seen = new Map<string, number>()
  return new Map(parts.map((part, index) => {
    const place = (seen.get(part.kind) ?? 0) + 1
    seen.set(part.kind, place)
    return [`${part.kind} ${place}`, { part, name: partName(parts, index) }]
  }))
}

/** The table of two texts may have so many cells; longer texts that differ throughout are shown as removed and added whole. */
const MOST_CELLS = 4_000_000

/** Words, signs and the spaces between them, as they were removed and added; together the pieces that are not removed give `after` exactly. */
export function wordDifference(before: string, after: string): readonly Piece[] {
  const a = tokens(before), b = tokens(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = middleOf(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([{ kind: 'same', text: a.slice(0, start).join('') }, ...middle, { kind: 'same', text: a.slice(a.length - end).join('') }])
}

const tokens = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? []

function middleOf(a: readonly string[], b: readonly string[]): readonly Piece[] {
  if ((a.length + 1) * (b.length + 1) > MOST_CELLS) return [{ kind: 'removed', text: a.join('') }, { kind: 'added', text: b.join('') }]
  const width = b.length + 1, longest = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
  }
  const pieces: Piece[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i]! })
      i++
      j++
    } else if (i < a.length && (j === b.length || longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) pieces.push({ kind: 'removed', text: a[i++]! })
    else pieces.push({ kind: 'added', text: b[j++]! })
  }
  return pieces
}

/** Neighbours of one kind become one piece; a lone space between two changes belongs to both, so that a reader sees phrases and not crumbs. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const runs: { same: string; removed: string; added: string }[] = []
  const open = () => runs.at(-1)
  for (const [index, { kind, text }] of pieces.entries()) {
    if (text === '') continue
    const last = open()
    if (kind === 'same' && !(isGap(text) && last && last.same === '' && pieces[index + 1] && pieces[index + 1]!.kind !== 'same' && pieces[index + 1]!.text !== '')) {
      if (last && last.same !== '') last.same += text
      else runs.push({ same: text, removed: '', added: '' })
      continue
    }
    const run = last && last.same === '' ? last : { same: '', removed: '', added: '' }
    if (run !== last) runs.push(run)
    if (kind !== 'added') run.removed += text
    if (kind !== 'removed') run.added += text
  }
  return runs.flatMap(({ same, removed, added }): readonly Piece[] => [{ kind: 'same', text: same }, { kind: 'removed', text: removed }, { kind: 'added', text: added }]).filter(({ text }) => text !== '')
}

const isGap = (text: string): boolean => /^\s+$/.test(text)
