import { useApi } from '@backstage/core-plugin-api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import {
  ChangeLogPage,
  DecideBody,
  MOST_PER_PAGE,
} from 'backstage-plugin-mcp-governance-common';
import {
  ChangeLogNarrowing,
  Continuation,
  ServerName,
  governanceApiRef,
} from './GovernanceApi';
import { keyOf, useForgetServer } from './queries';

const FLEET_STEP = 25;
/** There is more on the page of one server than its log. */
const SERVER_STEP = 10;

/** Reads a change log part by part; what is shown stays until a narrower one is there. */
function useParts(
  queryKey: readonly unknown[],
  limit: number,
  read: (part: Continuation) => Promise<ChangeLogPage>,
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      read({ limit, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (last: ChangeLogPage) => last.nextCursor,
    placeholderData: keepPreviousData,
    select: ({ pages }) => ({
      entries: pages.flatMap(({ items }) => items),
      totalItems: pages[0].totalItems,
    }),
  });
}

/** What changed in the fleet, newest first. */
export function useChangeLog(narrowing: ChangeLogNarrowing) {
  const api = useApi(governanceApiRef);
  return useParts(['changes', narrowing], FLEET_STEP, part =>
    api.listChanges(narrowing, part),
  );
}

/** What changed in one server, newest first. */
export function useServerChangeLog(
  server: ServerName,
  narrowing: Pick<ChangeLogNarrowing, 'verdict'>,
) {
  const api = useApi(governanceApiRef);
  return useParts([...keyOf(server), 'changes', narrowing], SERVER_STEP, part =>
    api.listServerChanges(server, narrowing, part),
  );
}

/** How what is live stands against what was approved last. */
export function useApproval(server: ServerName) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'approval'],
    queryFn: () => api.getApproval(server),
  });
}

/** Every decision about a server, newest first. */
export function useDecisions(server: ServerName) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'decisions'],
    queryFn: () => api.listDecisions(server, { limit: MOST_PER_PAGE }),
  });
}

/** Approves or rejects a pair; whatever is known of the server is then asked for anew. */
export function useDecide(server: ServerName) {
  const api = useApi(governanceApiRef);
  const forget = useForgetServer(server);
  return useMutation({
    mutationFn: (decision: DecideBody) => api.decide(server, decision),
    onSuccess: () => forget(),
  });
}

/** One snapshot; under its hash it never changes. Not asked for without one. */
export function useSnapshot(server: ServerName, hash: string | undefined) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: ['snapshot', server.namespace, server.name, hash],
    queryFn: () => api.getSnapshot(server, hash ?? ''),
    enabled: hash !== undefined,
    staleTime: Infinity,
  });
}
