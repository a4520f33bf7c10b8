// What chromium.mjs gives, for TypeScript.

/** Ready for playwright's `chromium.launch()`: spread it in. */
export interface Chromium {
  readonly executablePath: string
  readonly args: string[]
  readonly env: Record<string, string>
}

/** Finds a Chromium, or brings one; where there is none it throws the sentence that says what to do. */
export function chromium(): Promise<Chromium>

/** For node:test's `skip`: false where there is a Chromium, else that sentence. With CI=true it throws instead, so that nothing is skipped unseen. */
export function withoutChromium(): Promise<false | string>
