import { prometheusDuration } from '../time/prometheus-duration.ts';
import { burnWindowNames, burnWindows } from './burn-windows.ts';

/** The name of a window of this length (ms), which is also the `window` label of its gauges: 24 h is `24h`, not `1d`. */
export function windowLabel(ms: number): string {
  return burnWindowNames.find((name) => burnWindows[name] === ms) ?? prometheusDuration(ms);
}
