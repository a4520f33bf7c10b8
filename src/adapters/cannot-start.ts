// The one error that is a sentence for a person: something outside the program keeps it from starting, and this says what to do.

/** Thrown while a command or a part starts; main.ts prints its message alone, without a trace, and ends with status 2. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
