import { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice';

/** Something that was asked for, as far as it is there. */
interface Query<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** Skeleton, error or content of something that was asked for. An error keeps what is known. */
export function Loaded<T>(props: {
  /** What failed if it fails, e.g. "The tools could not be loaded". */
  failure: string;
  query: Query<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { failure, query, skeleton, children } = props;
  const { data, error, refetch } = query;
  return (
    <>
      {error && (
        <ErrorNotice
          what={failure}
          error={error}
          onRetry={() => refetch()}
          isStale={data !== undefined}
        />
      )}
      {data === undefined ? !error && skeleton : children(data)}
    </>
  );
}
