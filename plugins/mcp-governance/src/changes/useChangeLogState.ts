import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { ChangeLogNarrowing, ServerName } from '../api/GovernanceApi';

/** The filters that take several values. */
const listed = ['verdict', 'owner', 'server'] as const;

/** Marks the step in the history that opened the drawer. */
const OPENED_FROM_LOG = 'mcp-governance:opened-from-change-log';

interface ChangeLogState {
  narrowing: ChangeLogNarrowing;
  /** `namespace/name` of the server whose drawer is open. */
  open?: string;
}

const isDay = (text: string | null) =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !isNaN(Date.parse(text));

function readState(params: URLSearchParams): ChangeLogState {
  const many = (name: string) => {
    const values = params.getAll(name).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const day = (name: string) => {
    const text = params.get(name);
    return isDay(text) ? text ?? undefined : undefined;
  };
  return {
    narrowing: {
      ...Object.fromEntries(listed.map(name => [name, many(name)])),
      mine: params.get('mine') === 'true' || undefined,
      from: day('from'),
      to: day('to'),
    },
    open: params.get('open') ?? undefined,
  };
}

function writeState({ narrowing, open }: ChangeLogState): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of listed) {
    narrowing[name]?.forEach(value => params.append(name, value));
  }
  if (narrowing.mine) {
    params.set('mine', 'true');
  }
  for (const name of ['from', 'to'] as const) {
    const day = narrowing[name];
    if (day) {
      params.set(name, day);
    }
  }
  if (open) {
    params.set('open', open);
  }
  return params;
}

/** What the change log is narrowed to and which drawer is open, as the URL has it, and ways to change it. */
export function useChangeLogState() {
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => readState(params), [params]);

  const narrow = useCallback(
    (changes: ChangeLogNarrowing) =>
      setParams(
        current => {
          const before = readState(current);
          return writeState({
            ...before,
            narrowing: { ...before.narrowing, ...changes },
          });
        },
        { replace: true },
      ),
    [setParams],
  );
  // The drawer is a step in the history: going back closes it.
  const open = useCallback(
    ({ namespace, name }: ServerName) =>
      setParams(
        current =>
          writeState({ ...readState(current), open: `${namespace}/${name}` }),
        { state: OPENED_FROM_LOG },
      ),
    [setParams],
  );
  const close = useCallback(() => {
    if (location.state === OPENED_FROM_LOG) {
      navigate(-1);
    } else {
      setParams(
        current => writeState({ ...readState(current), open: undefined }),
        { replace: true },
      );
    }
  }, [location.state, navigate, setParams]);
  return {
    narrowing: state.narrowing,
    openServer: state.open,
    narrow,
    open,
    close,
  };
}

/** How many filters narrow the log. */
export function countNarrowings(narrowing: ChangeLogNarrowing): number {
  return Object.values(narrowing).filter(Boolean).length;
}
