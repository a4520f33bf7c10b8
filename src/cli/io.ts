// What a command sees of the terminal it was called from: its input, where its words go, and whether a person is reading.

/** One call's input and output. `out` and `error` write exactly the text they are given; a command adds its own line ends. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  out(text: string): void
  error(text: string): void
  /** Whether a person reads the output on a terminal that may be coloured (NO_COLOR already looked at by the caller). */
  readonly terminal: boolean
}
