import { useApi } from '@backstage/core-plugin-api';
import {
  QueryClient,
  QueryClientProvider,
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { PropsWithChildren } from 'react';
import {
  ServerListFilter,
  ServerListRequest,
  ServerName,
  governanceApiRef,
} from './GovernanceApi';

const POLL_MS = 1_000;
const SOON_MS = 5_000;
const REFRESH_MS = 30_000;

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true },
  },
});

/** What every page and card of the plugin stands in: one memory of what was asked. */
export function Queries({ children }: PropsWithChildren<{}>) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

/** Forgets everything that was asked, for tests. */
export function forgetQueries(): void {
  client.clear();
}

/** What everything that is known of one server is remembered under. */
export const keyOf = ({ namespace, name }: ServerName) => [
  'server',
  namespace,
  name,
];

/** A page of servers; the previous page stays until the next one is there. */
export function useServers(request: ServerListRequest) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: ['servers', request],
    queryFn: () => api.listServers(request),
    placeholderData: keepPreviousData,
    // Just after the portal's start there is nothing yet, and soon there is.
    refetchInterval: ({ state }) =>
      state.data?.totalItems === 0 ? SOON_MS : REFRESH_MS,
  });
}

export function useServerFacets(filter: ServerListFilter) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: ['facets', filter],
    queryFn: () => api.listServerFacets(filter),
    placeholderData: keepPreviousData,
  });
}

export function useRejectedEntries() {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: ['rejected-entries'],
    queryFn: () => api.listRejectedEntries(),
    refetchInterval: REFRESH_MS,
  });
}

/** One server; while it is being looked at, asked every second. */
export function useServer(server: ServerName) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'detail'],
    queryFn: () => api.getServer(server),
    refetchInterval: ({ state }) =>
      state.data && state.data.look.state !== 'idle' ? POLL_MS : REFRESH_MS,
  });
}

export function useTools(server: ServerName) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'tools'],
    queryFn: () => api.listTools(server),
  });
}

export function useDrift(server: ServerName) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'drift'],
    queryFn: () => api.getDrift(server),
  });
}

export function useSnapshots(
  server: ServerName,
  page: { limit: number; offset: number },
) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'snapshots', page],
    queryFn: () => api.listSnapshots(server, page),
    placeholderData: keepPreviousData,
  });
}

export function useObservations(
  server: ServerName,
  page: { limit: number; offset: number },
) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: [...keyOf(server), 'observations', page],
    queryFn: () => api.listObservations(server, page),
    placeholderData: keepPreviousData,
  });
}

/** Has a server looked at again; succeeds once it is known anew how far that is. */
export function useLookAgain(server: ServerName) {
  const api = useApi(governanceApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.lookAgain(server),
    onSuccess: () =>
      queries.invalidateQueries({ queryKey: [...keyOf(server), 'detail'] }),
  });
}

/** Forgets everything about one server, so that what changed is asked for anew. */
export function useForgetServer(server: ServerName) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(server) }),
      queries.invalidateQueries({ queryKey: ['servers'] }),
      queries.invalidateQueries({ queryKey: ['facets'] }),
      queries.invalidateQueries({ queryKey: ['changes'] }),
    ]);
}
