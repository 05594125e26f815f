import { isIP } from 'node:net';
import * as z from 'zod';

/** A whole number in a range, written in decimal digits. */
export function wholeNumber(minimum: number, maximum: number): z.ZodType<number> {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine(value => value >= minimum && value <= maximum, message);
}

/** A whole number of larger units, for instance of MB, as a number of small ones. */
export function wholeNumberOf(unit: number, minimum: number, maximum: number): z.ZodType<number> {
  return wholeNumber(minimum, maximum).transform(value => value * unit);
}

/** `true` or `false`, also as people write them elsewhere. */
export const yesOrNo: z.ZodType<boolean> = z
  .string()
  .transform(text => text.toLowerCase())
  .pipe(z.enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'must be true or false'))
  .transform(text => ['true', '1', 'yes', 'on'].includes(text));

/** One of some words, in whatever case. */
export function oneOf<const Word extends string>(words: readonly Word[]): z.ZodType<Word> {
  return z.string().transform((text, context) => {
    const found = words.find(word => word.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    context.addIssue(`must be one of ${words.join(', ')}`);
    return z.NEVER;
  });
}

/** A path; the reader has made it absolute. */
export const path: z.ZodType<string> = z
  .string()
  .refine(text => !text.includes('\0'), 'must not contain a zero byte');

/** Paths; the reader has made them absolute. */
export const pathList: z.ZodType<string[]> = z.array(path);

/** Something to listen on; brackets around an IPv6 address are taken off. */
export const host: z.ZodType<string> = z
  .string()
  .transform(text => text.replace(/^\[(.*)\]$/, '$1').toLowerCase())
  .refine(
    text => isIP(text) !== 0 || isHostName(text),
    'must be a host name or an address, such as 127.0.0.1',
  );

/** Names as HTTP requests are addressed to: with a port or without. */
export const hostList: z.ZodType<string[]> = z
  .array(z.string().transform(text => text.toLowerCase()))
  .refine(
    list => list.every(isHostHeader),
    'must be host names such as cad.example.org or cad.example.org:8443, without a scheme or path',
  );

/** Web origins, as browsers send them. */
export const originList: z.ZodType<string[]> = z
  .array(z.string().transform(text => text.toLowerCase().replace(/\/$/, '')))
  .refine(list => list.every(isOrigin), 'must be origins such as https://app.example.org, without a path');

/** What can stand in an Authorization header (RFC 6750). */
export const bearerToken: z.ZodType<string> = z
  .string()
  .regex(
    /^[A-Za-z0-9\-._~+/]+=*$/,
    'must be made of letters, digits and -._~+/ only, for instance the output of: openssl rand -hex 32',
  );

/** The address of a Redis server. */
export const redisAddress: z.ZodType<string> = z
  .string()
  .refine(isRedisUrl, 'must be like redis://host:6379/0 or rediss://:password@host:6379/0');

function isHostName(text: string): boolean {
  // Digits and dots alone that are no address would be one to some resolvers.
  return /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.?$/.test(text) && !/^[\d.]+$/.test(text) && text.length <= 253;
}

function isHostHeader(text: string): boolean {
  const parts = /^(?:\[(?<ipv6>[^\]]+)\]|(?<name>[^:]+))(?::\d{1,5})?$/.exec(text)?.groups;
  if (parts === undefined) return false;
  const { ipv6, name } = parts;
  return ipv6 === undefined ? isIP(name) === 4 || isHostName(name) : isIP(ipv6) === 6;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '';
}
