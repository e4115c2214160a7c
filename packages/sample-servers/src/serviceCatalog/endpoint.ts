import { ToolRefusal } from '../tools/ToolRefusal';

/** A place on the web: with its origin, or a bare path. */
export interface Endpoint {
  origin?: string;
  /** Without a slash at its end; `` for the root. */
  path: string;
}

const withoutTrailingSlash = (path: string) => path.replace(/\/+$/, '');

/** Reads a complete URL or a path that begins with a slash; `undefined` for anything else. */
export function readEndpoint(value: string): Endpoint | undefined {
  if (value.startsWith('/')) {
    const { pathname } = new URL(value, 'http://path.invalid');
    return { path: withoutTrailingSlash(pathname) };
  }
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    return undefined;
  }
  const { origin, pathname } = new URL(value);
  return { origin, path: withoutTrailingSlash(pathname) };
}

/** @throws ToolRefusal for what is neither, and for a bare root, which is everybody's. */
export function askedEndpoint(value: string): Endpoint {
  const endpoint = readEndpoint(value);
  if (!endpoint || (!endpoint.origin && endpoint.path === '')) {
    throw new ToolRefusal(
      'Give a complete URL such as https://api.acme.example/checkout/orders, or a path such as /checkout/orders.',
    );
  }
  return endpoint;
}

/** What of `endpoint` lies below `base`, e.g. `/orders`; `undefined` when it does not lie there. */
export function pathBelow(
  base: Endpoint,
  endpoint: Endpoint,
): string | undefined {
  if (endpoint.origin && endpoint.origin !== base.origin) {
    return undefined;
  }
  return endpoint.path === base.path ||
    endpoint.path.startsWith(`${base.path}/`)
    ? endpoint.path.slice(base.path.length)
    : undefined;
}
