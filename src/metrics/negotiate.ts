/** The two formats that /metrics speaks. */
export type Exposition = 'text' | 'openmetrics';

/**
 * Chooses the format of /metrics from an Accept header (RFC 9110, 12.5.1). OpenMetrics only when it is asked for by name
 * with at least the weight of the text format; text 0.0.4 for everything else, also when nothing fits.
 */
export function negotiate(accept: string | undefined): Exposition {
  let openMetrics = 0;
  let text = 0;
  let anything = 0;
  for (const range of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (type === 'application/openmetrics-text' && speaksVersion(parameters))
      openMetrics = Math.max(openMetrics, weight);
    else if (type === 'text/plain') text = Math.max(text, weight);
    else if (type === 'text/*' || type === '*/*') anything = Math.max(anything, weight);
  }
  return openMetrics > 0 && openMetrics >= (text > 0 ? text : anything) ? 'openmetrics' : 'text';
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}

function speaksVersion(parameters: readonly string[]): boolean {
  const given = parameters.find((parameter) => parameter.startsWith('version='));
  return given === undefined || given === 'version=1.0.0' || given === 'version=0.0.1';
}
