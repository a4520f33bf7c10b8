// Lets a run be stopped: the first signal ends what it started, and it then exits as a shell reports that signal.

const controller = new AbortController()
let code = 0

for (const [signal, exitCode] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
  process.once(signal, () => {
    code = exitCode
    controller.abort()
  })
}

export const stop = controller.signal

/** Ends the process: 1 when something failed, else 0; what a signal asks for goes first. */
export const end = (ok: boolean): never => process.exit(code || (ok ? 0 : 1))
