// npm run bench -- disguises: how many of each disguise are found with their exact place.
import { check } from '../../src/check/check.ts'
import { readText } from '../../src/check/post.ts'
import { chanceFrom } from './chance.ts'
import { DISGUISES } from './disguise-list.ts'
import { rulebookOf } from './rulebook-of.ts'

/** Made-up and ordinary phrases of one to four words. */
export const PHRASES = 'activist lawyers|enemies of the people|take back control|broken promises|meddling judges|virtue signalling|gravy train|nanny state|magic money tree|coalition of chaos|illegal migrants|open borders|fat cat lawyers|witch hunt|ambulance chasers|union barons|culture warriors|silent majority|political correctness|deep state|benefit cheats|unelected bureaucrats|militant unions|common sense policies|metropolitan elite|surrender bill|broken country|champagne socialist|tax bombshell|spending spree|hypocrites|propaganda|shambolic|disgraceful|scroungers|traitors|extremists|crackdown|remoaners|snowflakes|hardworking families|world leading'.split('|')
const BEFORE = ['They said ', 'Our report on ', 'Allowing ', ''], AFTER = [' to delay it.', ' is here', ', he said.', '']

export interface Tried { readonly name: string; readonly mechanical: boolean; readonly tried: number; readonly found: number; readonly exact: number; readonly missed: readonly string[] }

/** Every disguise over every phrase, in a sentence. */
export function tryDisguises(): readonly Tried[] {
  const rulebook = rulebookOf(PHRASES), chance = chanceFrom(44)
  return DISGUISES.map(({ name, mechanical, hide }) => {
    let tried = 0, found = 0, exact = 0
    const missed: string[] = []
    for (const phrase of PHRASES) {
      const hidden = hide(phrase, chance)
      if (hidden === undefined) continue
      tried++
      const before = chance.pick(BEFORE), text = before + hidden.text + chance.pick(AFTER), post = readText(text)
      const findings = post.ok ? check(rulebook, post.value).findings : []
      const start = before.length + (hidden.from ?? 0), end = before.length + (hidden.to ?? hidden.text.length)
      if (findings.some(finding => finding.start < end && start < finding.end)) found++
      if (findings.some(finding => finding.start === start && finding.end === end)) exact++
      else missed.push(`${text}  ->  ${findings.map(finding => finding.match).join(' | ') || 'nothing'}`)
    }
    return { name, mechanical, tried, found, exact, missed }
  })
}

export function disguises(args: readonly string[]): void {
  const all = tryDisguises()
  if (args.includes('--json')) {
    console.log(JSON.stringify(all))
    return
  }
  for (const { name, tried, found, exact, missed } of all) {
    console.log(`${name.padEnd(38)}${String(found).padStart(4)} found, ${String(exact).padStart(3)} at the exact place, of ${tried}`)
    if (args.includes('--missed')) for (const text of missed.slice(0, 4)) console.log(`    ${text}`)
  }
  for (const mechanical of [true, false]) {
    const those = all.filter(each => each.mechanical === mechanical), sum = (of: 'tried' | 'found' | 'exact') => those.reduce((total, each) => total + each[of], 0)
    console.log(`${mechanical ? 'mechanical' : 'typed wrongly'}: ${those.length} disguises over ${PHRASES.length} phrases, ${((sum('found') * 100) / sum('tried')).toFixed(1)} in 100 found, ${((sum('exact') * 100) / sum('tried')).toFixed(1)} at the exact place`)
  }
}
