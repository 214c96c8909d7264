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

describe('a setting of cislo itself', () => {
  it.each(['WEBHOOK_SECRET', 'PRIVATE_KEY', 'DATABASE_URL', 'CISLO_EVENTS_TOKEN', 'CISLO_METRICS_TOKEN'])(
    'such as %s is no detail of a connection, so that no SLO can send it anywhere',
    (name) => {
      const given = connection({ password: `env:${name}` });

      expect(() => connectionDetail(given, 'password', () => 'a secret')).toThrow(
        `takes its password from ${name}, which is a setting of cislo itself`,
      );
    },
  );
});

describe('the address of a connection', () => {
  it('that a variable holds is not told when it is wrong', () => {
    const told = () => connectionUrl(connection({ url: 'env:OTHER' }), () => 'user:hidden@host');

    expect(told).toThrow('got what env:OTHER holds');
    expect(told).not.toThrow('hidden');
  });

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
