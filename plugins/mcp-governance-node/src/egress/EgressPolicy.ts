import ipaddr from 'ipaddr.js';

/** One kind of destination that the admin allowed. */
export interface EgressRule {
  /** `mcp.example.com`, `*.example.com`, `*` for every public host, or an IP address; a port may follow. */
  host: string;
  /** Private ranges (CIDR) that the host may resolve to; without them only public addresses. */
  addresses?: string[];
}

interface ParsedRule {
  host: string;
  port?: string;
  ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][];
  isAnyAddress: boolean;
}

/** Public by range, yet a cloud's metadata or control service. */
const controlAddresses = new Set(['168.63.129.16']);

/** `host`, `host:port`, `[::1]:port` or a bare IPv6 address. */
function splitPort(text: string): { host: string; port?: string } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  const plain = /^([^:\s/]+)(?::(\d+))?$/.exec(text);
  const [, host, port] =
    bracketed ?? plain ?? (ipaddr.isValid(text) ? [text, text] : []);
  if (!host) {
    throw new TypeError(
      `"${text}" is no host; expected a name such as mcp.example.com, *.example.com or an address, with an optional :port`,
    );
  }
  return { host: host.toLowerCase(), port };
}

function parseRule(rule: EgressRule): ParsedRule {
  const { host, port } = splitPort(rule.host);
  const ranges = (rule.addresses ?? []).map(range => {
    try {
      return ipaddr.parseCIDR(
        range.includes('/') ? range : singleAddress(range),
      );
    } catch {
      throw new TypeError(
        `"${range}" is no address range; expected CIDR notation such as 10.0.0.0/8`,
      );
    }
  });
  if (ipaddr.isValid(host)) {
    ranges.push(ipaddr.parseCIDR(singleAddress(host)));
  } else if (host === 'localhost') {
    ranges.push(ipaddr.parseCIDR('127.0.0.0/8'), ipaddr.parseCIDR('::1/128'));
  }
  return { host, port, ranges, isAnyAddress: false };
}

function singleAddress(address: string): string {
  const parsed = ipaddr.parse(address);
  return `${parsed.toString()}/${parsed.kind() === 'ipv4' ? 32 : 128}`;
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern === '*') {
    return true;
  }
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1))
    : pattern === host;
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return (
    address.range() === 'unicast' && !controlAddresses.has(address.toString())
  );
}

/**
 * Which destinations outgoing calls may reach: only hosts that were allowed, and
 * of those no loopback, link-local, metadata or private address unless that
 * was allowed as well. Asked before a name is resolved, for every address that
 * it resolves to, and for the address actually connected to.
 */
export class EgressPolicy {
  /** @throws TypeError on a rule that cannot be understood. */
  static fromRules(rules: readonly EgressRule[]): EgressPolicy {
    return new EgressPolicy(rules.map(parseRule));
  }

  /** For a person who names a destination themselves, on their own command line. */
  static anyDestination(): EgressPolicy {
    return new EgressPolicy([{ host: '*', ranges: [], isAnyAddress: true }]);
  }

  private constructor(private readonly rules: readonly ParsedRule[]) {}

  /** Why a host may not be called, or `undefined` where it may. */
  refuseHost(hostname: string, port: string): string | undefined {
    return this.matching(hostname, port).length > 0
      ? undefined
      : `egress rules do not allow ${hostname}:${port}`;
  }

  /** Why an address, which the allowed host stands for, may not be connected to. */
  refuseAddress(
    hostname: string,
    port: string,
    address: string,
  ): string | undefined {
    if (!ipaddr.isValid(address)) {
      return `${hostname} resolves to ${address}, which is no address`;
    }
    // An IPv4 address inside an IPv6 one is judged as what it is.
    const parsed = ipaddr.process(address);
    const isAllowed = this.matching(hostname, port).some(
      rule =>
        rule.isAnyAddress ||
        isPublic(parsed) ||
        rule.ranges.some(
          range => range[0].kind() === parsed.kind() && parsed.match(range),
        ),
    );
    return isAllowed
      ? undefined
      : `${hostname} resolves to ${address}, which egress rules do not allow (${
          isPublic(parsed) ? 'host' : parsed.range()
        })`;
  }

  private matching(hostname: string, port: string): ParsedRule[] {
    const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
    return this.rules.filter(
      rule =>
        hostMatches(rule.host, host) &&
        (rule.port === undefined || rule.port === port),
    );
  }
}
