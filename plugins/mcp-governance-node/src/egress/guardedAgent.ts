import { LookupAddress, lookup as dnsLookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { ObservationError } from '../ObservationError';
import { EgressPolicy } from './EgressPolicy';

/**
 * Connections that the policy is asked about three times: for the host, for every
 * address that its name resolves to, and for the address at the other end.
 */
export function guardedAgent(
  policy: EgressPolicy,
  connectTimeoutMs: number,
): Agent {
  const lookup = (
    hostname: string,
    options: { all?: boolean },
    callback: (
      error: NodeJS.ErrnoException | null,
      address: string | LookupAddress[],
      family?: number,
    ) => void,
    port: string,
  ) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, []);
        return;
      }
      for (const { address } of addresses) {
        const refusal = policy.refuseAddress(hostname, port, address);
        if (refusal) {
          callback(new ObservationError('blocked', refusal), []);
          return;
        }
      }
      if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0].address, addresses[0].family);
      }
    });
  };

  const connectors = new Map<string, buildConnector.connector>();
  const connectorFor = (port: string) => {
    let connector = connectors.get(port);
    if (!connector) {
      connector = buildConnector({
        timeout: connectTimeoutMs,
        lookup: (hostname, options, callback) =>
          lookup(
            hostname,
            options as { all?: boolean },
            callback as Parameters<typeof lookup>[2],
            port,
          ),
      });
      connectors.set(port, connector);
    }
    return connector;
  };

  return new Agent({
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 10_000,
    connect: (options, callback) => {
      const port =
        options.port || (options.protocol === 'https:' ? '443' : '80');
      const { hostname } = options;
      const literal = hostname.replace(/^\[|\]$/g, '');
      const refusal =
        policy.refuseHost(hostname, port) ??
        (isIP(literal)
          ? policy.refuseAddress(hostname, port, literal)
          : undefined);
      if (refusal) {
        callback(new ObservationError('blocked', refusal), null);
        return;
      }
      connectorFor(port)(options, (error, socket) => {
        if (error) {
          callback(error, null);
          return;
        }
        const late = policy.refuseAddress(
          hostname,
          port,
          socket.remoteAddress ?? 'an unknown address',
        );
        if (late) {
          socket.destroy();
          callback(new ObservationError('blocked', late), null);
          return;
        }
        callback(null, socket);
      });
    },
  });
}
