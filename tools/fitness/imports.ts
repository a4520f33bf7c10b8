// Finds what a TypeScript file imports, from its text alone, and what it says apart from comments and quoted text.

export interface Import {
  /** As written, or nothing where it is computed. */
  readonly from: string | undefined
  readonly line: number
  /** Gone at run time. `import { type A }` is not: the file is loaded all the same. */
  readonly typeOnly: boolean
}

// The order matters: a string that holds "//" is no comment, and a quote inside a comment or a pattern begins no string.
const TOKEN = /\/\*[^]*?\*\/|\/\/.*|`(?:\\[^]|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=(?:^|[=(,:;!&|?{}[+]|\breturn|=>)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//gm
const STATIC = /(?:^|;)[ \t]*(?:import|export)\b(?<type>\s+type\b(?!\s*(?:,|from\b)))?(?:[\w$*\s{},]*?\bfrom\b)?\s*(?<quote>['"])(?<from>[^'"\n]+)\k<quote>/gm
const DYNAMIC = /(?<![.\w$])import\s*\(\s*(?:(?<quote>['"])(?<from>[^'"\n]+)\k<quote>)?/g

export function importsOf(text: string): readonly Import[] {
  const code = blanked(text, token => !isString(token))
  const found = [...code.matchAll(STATIC), ...code.matchAll(DYNAMIC)].toSorted((a, b) => a.index - b.index)
  return found.map(match => ({ from: match.groups?.['from'], line: lineAt(code, match), typeOnly: match.groups?.['type'] !== undefined }))
}

/** The text with comments, strings and patterns blanked out, every letter still in its place. */
export const codeOf = (text: string): string => blanked(text, () => true)

/** The text with its comments blanked out. */
export const withoutComments = (text: string): string => blanked(text, token => token.startsWith('//') || token.startsWith('/*'))

function blanked(text: string, which: (token: string) => boolean): string {
  return text.replace(TOKEN, token => (which(token) ? token.replaceAll(/[^\n]/g, ' ') : token))
}

const isString = (token: string): boolean => token.startsWith("'") || token.startsWith('"')

const lineAt = (text: string, { index, 0: match }: RegExpExecArray): number => text.slice(0, index + match.search(/\S/)).split('\n').length
