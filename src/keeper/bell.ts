// A bell to wait for: whoever waits goes on when it rings, or when the time is over. A ring while nobody waits is not lost.

export class Bell {
  #rung = false
  #wake: (() => void) | undefined

  readonly ring = (): void => {
    this.#rung = true
    this.#wake?.()
  }

  /** Returns at the next ring, at once if it rang since the last waiting, and at the latest after so many milliseconds. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>(resolve => {
        const clock = setTimeout(resolve, Math.min(milliseconds, LONGEST))
        this.#wake = () => {
          clearTimeout(clock)
          resolve()
        }
      })
    }
    this.#rung = false
    this.#wake = undefined
  }
}

/** Timers go no further, and nothing here waits longer without looking again. */
const LONGEST = 60_000
