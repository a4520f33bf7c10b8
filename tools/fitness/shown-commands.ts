// Reads the commands that a document shows, and says which of them there are not: npm scripts, scripts of ours, words and options of countersign.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, isTest, textOf } from './tree.ts'

const NPM_ITSELF = ['ci', 'install', 'exec', 'pack', 'audit', 'outdated', 'config']

/** What is wrong with one line of shell: nothing, or one sentence a command. */
export function wrongWith(root: string, line: string): readonly string[] {
  const commands = line.replace(/^\s*\$\s+/, '').replace(/(^|\s)#.*/, '').split(/&&|\|\|?|;/)
  return commands.flatMap(command => wrongWithOne(root, command.trim().split(/\s+/).filter(word => !/^\w+=/.test(word) && word !== 'exec')))
}

function wrongWithOne(root: string, [program = '', ...args]: readonly string[]): readonly string[] {
  switch (program) {
    case 'npm':
      return scriptOf(args).flatMap(script => (script in scriptsOf(root) ? [] : [`package.json has no script "${script}"`]))
    case 'npx':
      return args[0] === 'countersign' ? wrongWithOurs(root, args.slice(1)) : []
    case 'countersign':
      return wrongWithOurs(root, args)
    case 'node': {
      const [script = '', ...rest] = args.filter((arg, i) => !arg.startsWith('-') || i > args.findIndex(word => /\.[cm]?[jt]s$/.test(word)))
      return script.endsWith('bin/countersign.mjs') ? wrongWithOurs(root, rest) : pathIsThere(root, script)
    }
    default:
      return program.startsWith('./') || program.startsWith('.ci/') ? pathIsThere(root, program) : []
  }
}

function scriptOf([word = '', script = '']: readonly string[]): readonly string[] {
  if (word === 'run') return [script]
  return word === '' || word.startsWith('-') || NPM_ITSELF.includes(word) ? [] : [word]
}

const scriptsOf = (root: string): object => (existsSync(join(root, 'package.json')) ? (JSON.parse(textOf(root, 'package.json')) as { readonly scripts?: object }).scripts ?? {} : {})

const pathIsThere = (root: string, path: string): readonly string[] => (!/[./]/.test(path) || existsSync(join(root, path)) ? [] : [`there is no ${path}`])

/** The first word is a member of the list in src/main.ts; every option stands in the command line's own source. */
function wrongWithOurs(root: string, [word = '', ...args]: readonly string[]): readonly string[] {
  const source = ['src/main.ts', ...filesUnder(root, 'src/cli')].filter(file => existsSync(join(root, file)) && !isTest(file)).map(file => textOf(root, file)).join('\n')
  const options = [word, ...args].map(arg => /^--[a-z][\w-]*/.exec(arg)?.[0]).filter(option => option !== undefined)
  const strange = options.filter(option => !source.includes(`'${option}'`)).map(option => `countersign knows no option ${option}`)
  return /^[a-z]/.test(word) && !new RegExp(`^\\s*'?${word}'?: \\{`, 'm').test(source) ? [`countersign knows no command "${word}"`, ...strange] : strange
}
