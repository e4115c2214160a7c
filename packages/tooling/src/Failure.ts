/** A failure that is told to a person in one sentence, without a stack. */
export class Failure extends Error {}
