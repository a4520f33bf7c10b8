// Fitness check 11: the repository speaks of the product alone: no private paths, no package registries, no words from somebody's desk.
import type { Fitness } from './fitness.ts'
import { filesUnder, placesOf, textOf } from './tree.ts'

/** Patterns that do not find themselves, since this file is looked at like any other. */
const STRANGE: readonly (readonly [RegExp, string])[] = [
  [/\bwork[- ]?places?\b/gi, 'a word from outside the product'],
  [/\bdeveloper[- ]sessions?\b/gi, 'a word from outside the product'],
  [/\bagent[- ]written\b/gi, 'a word from outside the product'],
  [/(?<!\w)[.]library\b/gi, 'a word from outside the product'],
  [/(?<![\w.-])\/(?:work|Users|home)\/\w[\w.-]*/g, 'a path of a private machine'],
  [/\b(?:registry|npm|pypi|artifactory|verdaccio)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com|net|io|dev|local|internal)\b/gi, 'the host of a package registry'],
]

/** In the lock file only these: a package may be called what it likes. */
const STRANGE_IN_LOCK: readonly (readonly [RegExp, string])[] = [
  [/"resolved": "(?!file:)[^"]*"/g, 'the address of a package, which depends on where it was fetched from'],
  [/"extraneous": true/g, 'a package that nothing needs: run "npm install --package-lock-only"'],
]

const BINARY = /\.(?:png|jpe?g|gif|webp|ico|woff2?|ttf|pdf|zip|gz|br|mp4)$/

export const productAlone: Fitness = {
  number: 11,
  title: 'the repository speaks of the product alone',
  look: root => Promise.resolve({
    faults: filesUnder(root).filter(file => !BINARY.test(file)).flatMap(file => {
      const text = textOf(root, file), strange = file.endsWith('package-lock.json') ? STRANGE_IN_LOCK : STRANGE
      return strange.flatMap(([pattern, what]) => placesOf(file, text, pattern).map(({ place, match }) => `${place} says "${match[0]}": ${what}`))
    }),
  }),
}
