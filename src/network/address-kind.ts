// Whether an address lies outside of every private network, inside of one, or where no host is that anybody should be asked to
// reach. It knows ranges; no names, no sockets, no settings.

import ipaddr from 'ipaddr.js';

/** `never`: not even for a host that the operator has named. */
export type AddressKind = 'outside' | 'inside' | 'never';

/** No host, or many at once, or this very link, where clouds put what a machine may know of itself. */
const NEVER_RANGES: ReadonlySet<string> = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal']);
/** The same services of clouds where they lie in another range: Alibaba's, Oracle's, Azure's, Amazon's. */
const NEVER: ReadonlySet<string> = new Set([
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
]);
/** All that is routed as single hosts; whatever else there is was given to another purpose. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** @param address as the system writes it; what is none is `never` */
export function kindOfAddress(address: string): AddressKind {
  if (!ipaddr.isValid(address)) return 'never';
  const parsed = embedded(ipaddr.process(address));
  if (NEVER.has(parsed.toString())) return 'never';
  const range: string = parsed.range();
  if (NEVER_RANGES.has(range)) return 'never';
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST)) return 'inside';
  return range === 'unicast' ? 'outside' : 'inside';
}

/** Where an IPv6 network reaches IPv4 through a translator, the address within is what is reached. */
function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4 || !address.match(NAT64)) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}
