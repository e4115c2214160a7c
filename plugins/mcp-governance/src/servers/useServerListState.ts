import {
  ServerSortField,
  serverSortFields,
} from 'backstage-plugin-mcp-governance-common';
import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import {
  ServerListFilter,
  ServerListRequest,
  ServerName,
} from '../api/GovernanceApi';

/** The filters that take several values. */
export const facetNames = [
  'owner',
  'domain',
  'status',
  'health',
  'drift',
  'approval',
] as const;
export type FacetName = (typeof facetNames)[number];

const DEFAULT_PAGE_SIZE = 25;
export const pageSizes = [25, 50, 100];

/** Marks the step in the history that opened the drawer. */
const OPENED_FROM_LIST = 'mcp-governance:opened-from-list';

/** What the list of servers shows: kept in the URL, so that it can be shared and survives a reload. */
export interface ServerListState {
  filter: ServerListFilter;
  sort: ServerSortField;
  order: 'asc' | 'desc';
  page: number;
  pageSize: number;
  /** `namespace/name` of the server whose drawer is open. */
  open?: string;
}

function readState(params: URLSearchParams): ServerListState {
  const many = (name: string) => {
    const values = params.getAll(name).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const whole = (name: string, fallback: number) => {
    const value = Number(params.get(name));
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  const sort = params.get('sort');
  const pageSize = whole('pageSize', DEFAULT_PAGE_SIZE);
  return {
    filter: {
      q: params.get('q') ?? undefined,
      mine: params.get('mine') === 'true' || undefined,
      ...Object.fromEntries(facetNames.map(name => [name, many(name)])),
    },
    sort: serverSortFields.find(field => field === sort) ?? 'title',
    order: params.get('order') === 'desc' ? 'desc' : 'asc',
    page: whole('page', 1) - 1,
    pageSize: pageSizes.includes(pageSize) ? pageSize : DEFAULT_PAGE_SIZE,
    open: params.get('open') ?? undefined,
  };
}

function writeState(state: ServerListState): URLSearchParams {
  const params = new URLSearchParams();
  const { filter } = state;
  if (filter.q) {
    params.set('q', filter.q);
  }
  if (filter.mine) {
    params.set('mine', 'true');
  }
  for (const name of facetNames) {
    filter[name]?.forEach(value => params.append(name, value));
  }
  if (state.sort !== 'title' || state.order !== 'asc') {
    params.set('sort', state.sort);
    params.set('order', state.order);
  }
  if (state.page > 0) {
    params.set('page', String(state.page + 1));
  }
  if (state.pageSize !== DEFAULT_PAGE_SIZE) {
    params.set('pageSize', String(state.pageSize));
  }
  if (state.open) {
    params.set('open', state.open);
  }
  return params;
}

/** The state of the list as the URL has it, and ways to change it. */
export function useServerListState() {
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => readState(params), [params]);

  const change = useCallback(
    (changes: Partial<ServerListState>) =>
      setParams(current => writeState({ ...readState(current), ...changes }), {
        replace: true,
      }),
    [setParams],
  );
  // The drawer is a step in the history: going back closes it.
  const open = useCallback(
    ({ namespace, name }: ServerName) =>
      setParams(
        current =>
          writeState({ ...readState(current), open: `${namespace}/${name}` }),
        { state: OPENED_FROM_LIST },
      ),
    [setParams],
  );
  const close = useCallback(() => {
    if (location.state === OPENED_FROM_LIST) {
      navigate(-1);
    } else {
      change({ open: undefined });
    }
  }, [location.state, navigate, change]);
  const changeFilter = useCallback(
    (changes: Partial<ServerListFilter>) =>
      setParams(
        current => {
          const before = readState(current);
          return writeState({
            ...before,
            // Another filter begins at its first page.
            page: 0,
            filter: { ...before.filter, ...changes },
          });
        },
        { replace: true },
      ),
    [setParams],
  );
  const request: ServerListRequest = {
    ...state.filter,
    sort: state.sort,
    order: state.order,
    limit: state.pageSize,
    offset: state.page * state.pageSize,
  };
  return { state, request, change, changeFilter, open, close };
}

/** How many filters narrow the list. */
export function countFilters(filter: ServerListFilter): number {
  return (
    (filter.q ? 1 : 0) +
    (filter.mine ? 1 : 0) +
    facetNames.filter(name => filter[name]).length
  );
}
