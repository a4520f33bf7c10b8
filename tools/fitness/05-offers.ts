// Fitness check 5: what the screen offers is what the server allows, because both ask `may` and nobody else decides.
import { outdated, permissionsDocument } from '../docs/pages.ts'
import { readCommands } from '../docs/permissions.ts'
import type { Fitness } from './fitness.ts'
import { codeOf, withoutComments } from './imports.ts'
import { filesUnder, isTest, placesOf, textOf } from './tree.ts'

/** What a person meets, and what prepares it. */
const SCREEN = ['queries', 'pages', 'web', 'sign', 'wall', 'api', 'cli']
/** A role, a right or a capacity that is held against a name, or worked out again: a decision taken outside `may`. */
const DECIDES = /\b(?:role|roles|right|rights|capacity|capacities)\b(?:\[[^\]\n]*\])?\??(?:\s*[!=]==\s*|\.(?:includes|has)\()['"]\w/g
const WORKS_OUT = /\b(?:hasRight|rolesFor|capacityOf)\(/g

export const offers: Fitness = {
  number: 5,
  title: 'what the screen offers is what the server allows',
  async look(root) {
    const listed = await readCommands(root)
    if (!listed) return { faults: [], waiting: ['src/commands/index.ts is not there yet'] }
    const names = listed.map(({ name }) => name)
    return {
      faults: [...unlike(names, actionsOf(root)), ...asksAtTheDoor(root), ...asksForTheButtons(root), ...SCREEN.flatMap(folder => decidesItself(root, folder)), ...(await outdated(root, permissionsDocument))],
      waiting: queriesOf(root).length === 0 ? ['src/queries/ is not there yet'] : [],
    }
  },
}

const MAY = 'src/commands/may.ts', DOOR = 'src/commands/run.ts'
const ASKS = /(?<![.\w])may\(/

/** The names that `may` knows: those of its list ACTIONS. */
function actionsOf(root: string): readonly string[] {
  const list = filesUnder(root, 'src/commands').includes(MAY) ? /\bACTIONS\s*=\s*\[(?<names>[^\]]*)\]/.exec(withoutComments(textOf(root, MAY))) : null
  return list?.groups?.['names']?.match(/(?<=')[\w-]+(?=')/g) ?? []
}

const unlike = (names: readonly string[], actions: readonly string[]): readonly string[] => [
  ...names.filter(name => !actions.includes(name)).map(name => `${name} is a command that ${MAY} does not know: add it to ACTIONS`),
  ...actions.filter(action => !names.includes(action)).map(action => `${action} stands in ACTIONS of ${MAY} and is no command`),
]

const asksAtTheDoor = (root: string): readonly string[] => (filesUnder(root, 'src/commands').includes(DOOR) && ASKS.test(codeOf(textOf(root, DOOR))) ? [] : [`${DOOR} does not ask may()`])

const queriesOf = (root: string): readonly string[] => filesUnder(root, 'src/queries').filter(file => file.endsWith('.ts') && !isTest(file))

function asksForTheButtons(root: string): readonly string[] {
  const queries = queriesOf(root)
  return queries.length === 0 || queries.some(file => ASKS.test(codeOf(textOf(root, file)))) ? [] : ['no file of src/queries/ asks may(): what are the buttons made from?']
}

/** Queries may say who else holds a right, so that a page can name them. */
const decidesItself = (root: string, folder: string): readonly string[] =>
  filesUnder(root, `src/${folder}`).filter(file => file.endsWith('.ts') && !isTest(file)).flatMap(file => {
    const text = withoutComments(textOf(root, file))
    const found = [...placesOf(file, text, DECIDES), ...(folder === 'queries' ? [] : placesOf(file, text, WORKS_OUT))]
    return found.map(({ place, match }) => `${place} decides by itself (${match[0]}...): ask may()`)
  })
