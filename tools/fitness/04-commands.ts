// Fitness check 4: every command has a permission, an entry kind and a journey.
import { readCommands, type Listed } from '../docs/permissions.ts'
import type { Fitness } from './fitness.ts'
import { filesUnder, isTest, textOf } from './tree.ts'

export const commands: Fitness = {
  number: 4,
  title: 'every command has a permission, an entry kind and a journey',
  async look(root) {
    const listed = await readCommands(root)
    if (!listed) return { faults: [], waiting: ['src/commands/index.ts is not there yet'] }
    const journeys = filesUnder(root, 'test/journeys').filter(isTest).map(file => textOf(root, file))
    const faults = [...(listed.length === 0 ? ['src/commands/index.ts lists no command'] : []), ...twice(listed), ...listed.flatMap(lacks)]
    return journeys.length === 0 ? { faults, waiting: ['test/journeys/ is not there yet'] } : { faults: [...faults, ...listed.flatMap(command => hasNoJourney(command, journeys))] }
  },
}

const twice = (listed: readonly Listed[]): readonly string[] => listed.map(({ name }) => name).filter((name, i, names) => names.indexOf(name) < i).map(name => `${name} is listed twice`)

function lacks({ name, title, who, kind, entry }: Listed): readonly string[] {
  const lack = [
    /^[a-z]+(-[a-z]+)+$/.test(name) ? '' : 'is not named as a verb and a noun',
    title ? '' : 'has no title for its button',
    who ? '' : 'does not say who may give it',
    kind === 'plain' || kind === 'signed' ? '' : 'is neither plain nor signed',
    [entry].flat().filter(Boolean).length > 0 ? '' : 'names no entry for the record',
  ]
  return lack.filter(Boolean).map(what => `${name} ${what}`)
}

/** A journey names the commands that its story uses, in its first comment or in its code. */
function hasNoJourney({ name }: Listed, journeys: readonly string[]): readonly string[] {
  const named = new RegExp(`(?<![\\w-])${name}(?![\\w-])`)
  return journeys.some(journey => named.test(journey)) ? [] : [`${name} has no journey: no test of test/journeys/ names it`]
}
