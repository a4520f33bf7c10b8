// Fitness check 3: every rulebook loads, so every rule has its citation, its reason, a hit for every alternative, and near misses that pass.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inspectRulebookFolder } from '../../src/adapters/rulebook/read.ts'
import type { Fitness } from './fitness.ts'

export const rules: Fitness = {
  number: 3,
  title: 'every rule has its citation, its reason, a hit for every alternative, and near misses that pass',
  look: root => {
    const folder = join(root, 'rulebooks')
    const books = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => `rulebooks/${name}`) : []
    return Promise.resolve({
      faults: books.flatMap(book => inspectRulebookFolder(join(root, book)).wrong.map(({ facts }) => `${book}/${String(facts.place)}: ${String(facts.wrong)}`)),
      ...(books.length === 0 ? { waiting: ['there is no rulebook yet'] } : {}),
    })
  },
}
