// Makes posts like those of public bodies, with a fixed seed: 100 to 400 characters, one in five with a phrase in it, 23 in 100 with signs beyond ASCII.
import { chanceFrom, type Chance } from './chance.ts'

export interface BenchPost { readonly text: string; /** The phrase that was put in, where one was. */ readonly phrase: string | null }

const PLACES = ['Northmere', 'Ashcombe Vale', 'Port Wirra', 'Elverby', 'Inchbrae', 'Laidley Creek', 'Harrow Quay', 'St Aldate', 'Westing', 'Upper Marsh', 'Kelsey Bridge', 'Dunmore']
const THINGS = ['library', 'ferry', 'recycling centre', 'swimming pool', 'bus station', 'job centre', 'museum', 'park', 'town hall', 'health centre', 'school', 'housing office', 'harbour', 'footbridge', 'leisure centre']
const PEOPLE = ['residents', 'families', 'drivers', 'carers', 'students', 'tenants', 'pensioners', 'teachers', 'nurses', 'walkers', 'parents', 'volunteers', 'visitors', 'farmers', 'apprentices']
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'the bank holiday', 'the first of May', '14 June', 'next week', 'this evening']
const VERBS = ['opens', 'closes', 'moves', 'reopens', 'is being repaired', 'will stay open', 'has new hours', 'needs your views', 'starts again', 'is free to use', 'takes bookings', 'is on the new map']
const SENTENCES = [
  'The {thing} in {place} {verb} on {day}.', 'If you are one of the {people} who use the {thing}, please check the times before you set out.', 'Our team will be at the {thing} from {n}am to {m}pm on {day}.',
  'More than {n},000 {people} have signed up for the reminder service since it began.', 'You can apply online, by phone on 01632 960 {n}{n}0, or in person at {place}.', 'Road works near {place} mean that the {thing} {verb} on {day}.',
  'Thank you to all the {people} of {place} who helped to plant {n}0 trees beside the {thing}.', 'Flood warning for {place}: river levels are expected to peak at {n}.30pm on {day}.', 'The consultation about the {thing} closes on {day}, and all {people} can take part.',
  'Bins in {place} will be collected a day later than usual after {day}.', 'Please keep your dogs on a lead near the {thing} in {place}.', 'Are you a carer? The {thing} in {place} can tell you what help there is.', 'Passport applications take up to {n} weeks, so renew in good time.',
  'The minister met {people} at the {thing} in {place} and heard how the service works.', 'Read the report on the {thing}: it lists {n} recommendations and our answer to each of them.', 'It is {n} degrees in {place}: drink water, close the curtains and look in on your neighbours.',
  'A new timetable for the {thing} begins on {day}. Copies are at the desk.', 'We published figures for {place} today, with the method and the source of each.', 'Free eye tests for {people} at the {thing} all through {day}.', 'Our lines are open until {m}pm. Have your reference number to hand.',
]
const BEYOND = ['“{s}”', '{s} 🌳', '{s} ✅', '£{n}0 off. {s}', '{s} Diolch yn fawr, Môn.', '{s} – and more to come…', 'Café at the {thing}: {s}', '{s} 👩‍🔬🏴󠁧󠁢󠁷󠁬󠁳󠁿', 'Dún Laoghaire’s {thing}: {s}', '☎️ {s}']

/** Posts for these phrases; the same arguments give the same posts. */
export function makePosts(phrases: readonly string[], count: number, seed = 2020): readonly BenchPost[] {
  const chance = chanceFrom(seed)
  return Array.from({ length: count }, () => makePost(phrases, chance))
}

function makePost(phrases: readonly string[], chance: Chance): BenchPost {
  const wanted = 100 + chance.below(260), beyond = chance.happens(23), phrase = chance.happens(20) ? chance.pick(phrases) : null
  const sentences: string[] = []
  let length = 0
  while (length < wanted - 40) {
    const sentence = fill(chance.pick(SENTENCES), chance)
    if (length + sentence.length > 395 - (phrase?.length ?? 0) - 50) break
    sentences.push(sentence)
    length += sentence.length + 1
  }
  if (beyond) sentences.splice(chance.below(sentences.length), 0, fill(chance.pick(BEYOND), chance).replaceAll('{s}', 'More on our page.'))
  if (phrase !== null) sentences.splice(chance.below(sentences.length + 1), 0, `They spoke of ${chance.happens(30) ? phrase.toUpperCase() : phrase} at the meeting.`)
  // Parsed and written again, so that every engine reads one flat string, as it would from a file or a request.
  return { text: JSON.parse(JSON.stringify(sentences.join(' ').padEnd(100, ' .').slice(0, 400))) as string, phrase }
}

const fill = (sentence: string, chance: Chance): string => sentence.replace(/\{(thing|place|people|day|verb|n|m)\}/g, (_, slot: string) => {
  switch (slot) {
    case 'thing': return chance.pick(THINGS)
    case 'place': return chance.pick(PLACES)
    case 'people': return chance.pick(PEOPLE)
    case 'day': return chance.pick(DAYS)
    case 'verb': return chance.pick(VERBS)
    case 'n': return String(1 + chance.below(9))
    default: return String(1 + chance.below(11))
  }
})
