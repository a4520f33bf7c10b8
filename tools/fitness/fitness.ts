// The shape of a fitness check: something that must hold over the whole repository, looked for in its files.

export interface Fitness {
  readonly number: number
  /** What must hold, in one sentence. */
  readonly title: string
  /** Looks at the tree under `root`. */
  readonly look: (root: string) => Promise<Look>
}

export interface Look {
  /** Everything that breaks the rule, each as `path:line says what`. */
  readonly faults: readonly string[]
  /** What there is not yet to look at. */
  readonly waiting?: readonly string[]
}
