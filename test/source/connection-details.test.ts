import { describe, expect, it } from 'vitest';
import { connectionDetail, connectionUrl } from '../../src/source/connection-details.ts';

const connection = (details: Readonly<Record<string, string>>) => ({ type: 'prometheus', details }) as const;
const variables: Readonly<Record<string, string>> = { URL: 'https://example.org/', EMPTY: '' };
const readVariable = (name: string) => variables[name];

describe('a detail of a connection', () => {
  it('is what the file says, or the variable that it names; null where it is not given', () => {
    const given = connection({ username: 'me', url: 'env:URL' });

    expect(connectionDetail(given, 'username', readVariable)).toBe('me');
    expect(connectionDetail(given, 'url', readVariable)).toBe('https://example.org/');
    expect(connectionDetail(given, 'toString', readVariable)).toBeNull();
  });

  it.each(['EMPTY', 'MISSING'])('that names the variable %s stops the start', (name) => {
    expect(() => connectionDetail(connection({ token: `env:${name}` }), 'token', readVariable)).toThrow(
      `takes its token from the environment variable ${name}, which is not set`,
    );
  });
});

describe('the address of a connection', () => {
  it('is one of http or https', () => {
    expect(connectionUrl(connection({ url: 'env:URL' }), readVariable).origin).toBe('https://example.org');
  });

  it.each([
    [{}, 'got none'],
    [{ url: 'prometheus:9090' }, 'got "prometheus:9090"'],
    [{ url: '/metrics' }, 'got "/metrics"'],
  ])('is refused otherwise: %j', (details, message) => {
    expect(() => connectionUrl(connection(details), readVariable)).toThrow(message);
  });
});
