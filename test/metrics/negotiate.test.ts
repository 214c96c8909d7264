import { expect, test } from 'vitest';
import { negotiate } from '../../src/metrics/negotiate.ts';

test.each([
  [undefined, 'text'],
  ['', 'text'],
  ['*/*', 'text'],
  ['text/plain', 'text'],
  ['application/json', 'text'],
  ['application/openmetrics-text', 'openmetrics'],
  ['application/openmetrics-text; version=1.0.0', 'openmetrics'],
  ['application/openmetrics-text; version=9.0.0', 'text'],
  ['application/openmetrics-text;q=0', 'text'],
  ['application/openmetrics-text;q=0.5,*/*;q=0.9', 'text'],
  ['application/openmetrics-text;q=0.9,text/*;q=0.5', 'openmetrics'],
  ['text/plain;q=0.9, application/openmetrics-text;q=0.8', 'text'],
  ['text/plain;q=0.1, application/openmetrics-text;q=0.1, */*;q=1', 'openmetrics'],
  ['application/openmetrics-text;q=zero', 'text'],
  // Prometheus 2.42
  [
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  // Prometheus 3
  [
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    'openmetrics',
  ],
])('Accept %j is answered in %s', (accept, expected) => {
  expect(negotiate(accept)).toBe(expected);
});
