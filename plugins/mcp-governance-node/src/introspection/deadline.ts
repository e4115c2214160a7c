import { Failure } from 'backstage-plugin-mcp-governance-common';
import { ObservationError } from '../ObservationError';
import { Introspection } from './answers';
import { IntrospectionLimits } from './limits';
import { toFailure } from './toFailure';

/** Runs one observation under one deadline over everything, and turns whatever it throws into its outcome. */
export async function withDeadline(
  { totalTimeoutMs }: IntrospectionLimits,
  look: (deadline: AbortSignal) => Promise<Introspection>,
  explain: (
    failure: Failure,
    error: unknown,
  ) => Promise<Failure> = async failure => failure,
): Promise<Introspection> {
  const expired = new AbortController();
  const timer = setTimeout(
    () =>
      expired.abort(
        new ObservationError(
          'timeout',
          `did not answer within ${Math.ceil(
            totalTimeoutMs / 1000,
          )} s (limit totalTimeout)`,
        ),
      ),
    totalTimeoutMs,
  );
  try {
    return await look(expired.signal);
  } catch (error) {
    const failure = toFailure(
      expired.signal.aborted ? expired.signal.reason : error,
    );
    return { status: 'failed', failure: await explain(failure, error) };
  } finally {
    clearTimeout(timer);
    expired.abort();
  }
}
