import { Failure, FailureKind } from 'backstage-plugin-mcp-governance-common';

/** A server could not be observed, or a part of it: trouble that becomes data. */
export class ObservationError extends Error {
  readonly failure: Failure;

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ObservationError';
    this.failure = { kind, message };
  }
}
