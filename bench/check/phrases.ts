// The phrases that every engine looks for: 300 from a file, or made up where that is not there; and 3,000, the rest made up of ordinary words.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chanceFrom } from './chance.ts'

const FILE = join(import.meta.dirname, '../../../shared/bench/phrases.txt')
const FIRST = 'bogus broken cosy crooked endless failed fatal foolish grasping hopeless idle lavish lofty mad meddling needless petty phoney ruinous shabby sinister sly smug spoilt stale tired useless vain wasteful weak'.split(' ')
const SECOND = 'agenda alliance barons brigade bungle bureaucrats circus clique cronies crusade debacle dogma elite farce fiasco giveaway handouts hangers-on lobby machine meddlers mandarins mob pact plotters quango racket ringleaders schemers shambles stitch-up stunt swindle tantrum vanity wreckers zealots'.split(' ')
const THIRD = ['', ' again', ' in charge', ' at large', ' on parade']

/** The first 300 as they come with the measurements; more are made, each once, in a fixed order. */
export function phrasesFor(count: number): readonly string[] {
  const given = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(line => line.trim() !== '') : []
  const chance = chanceFrom(300), phrases = new Set(given.slice(0, count))
  while (phrases.size < count) phrases.add(`${chance.pick(FIRST)} ${chance.pick(SECOND)}${chance.pick(THIRD)}`)
  return [...phrases]
}
