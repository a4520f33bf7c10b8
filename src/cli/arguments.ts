// Reads a command's arguments: flags that stand alone, options with a value, and what is left.

export interface Arguments { readonly flags: ReadonlySet<string>; readonly options: ReadonlyMap<string, string>; readonly rest: readonly string[] }

/** The arguments, or the sentence that says which one is not understood. `--` ends the options; `-` alone is a name. */
export function readArguments(args: readonly string[], known: { readonly flags: readonly string[]; readonly options: readonly string[] }): Arguments | string {
  const flags = new Set<string>(), options = new Map<string, string>(), rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--') return { flags, options, rest: [...rest, ...args.slice(i + 1)] }
    const [name, ...value] = arg.split('=')
    if (!arg.startsWith('--')) rest.push(arg)
    else if (known.flags.includes(arg)) flags.add(arg)
    else if (known.options.includes(name!)) {
      const given = value.length > 0 ? value.join('=') : args[++i]
      if (given === undefined) return `${name!} wants a value.`
      options.set(name!, given)
    } else return `The option ${arg} is not known. Known are ${[...known.flags, ...known.options].join(', ')}.`
  }
  return { flags, options, rest }
}
