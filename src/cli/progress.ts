/** The stream that progress is written to: standard error, unless a test gives another one. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** A progress bar. */
export interface ProgressBar {
  /** So much is done. */
  update(done: number): void;
  /** Ends the line. Call it once, after the last update. */
  finish(): void;
}

/** What the bar is about. `clock` gives ms of a steady clock. */
export interface ProgressOptions {
  readonly label: string;
  /** How much there is to do. More than that is shown as 100 %. */
  readonly total: number;
  /** What is counted; null when the numbers mean nothing to people (then only the share and the time left are shown). */
  readonly unit: string | null;
  readonly stream: ProgressStream;
  readonly clock?: () => number;
}

const redrawMs = 100;
const barWidth = 24;

/** Shows progress with rate and time left: a bar that redraws itself on a terminal, one plain line each 10 % elsewhere. */
export function startProgress(options: ProgressOptions): ProgressBar {
  const { label, total, unit, stream, clock = () => performance.now() } = options;
  const startedAt = clock();
  const onTerminal = stream.isTTY === true;
  let lastDrawnAt = Number.NEGATIVE_INFINITY;
  let lastTenth = 0;
  let lastDone = 0;

  function describe(done: number): string {
    const ratio = total > 0 ? Math.min(1, done / total) : 1;
    const seconds = (clock() - startedAt) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const left = rate > 0 ? (total - done) / rate : null;
    const eta = done >= total ? `took ${spell(seconds)}` : left === null ? 'starting' : `${spell(left)} left`;
    const count = (value: number): string => Math.round(value).toLocaleString('en');
    const counts = unit === null ? '' : `${count(done)} of ${count(total)} ${unit}, ${count(rate)}/s, `;
    return `${String(Math.floor(ratio * 100)).padStart(3)} %  ${counts}${eta}`;
  }
  function draw(done: number): void {
    const ratio = total > 0 ? Math.min(1, done / total) : 1;
    const full = Math.round(ratio * barWidth);
    const line = `${label} [${'#'.repeat(full)}${'-'.repeat(barWidth - full)}] ${describe(done)}`;
    stream.write(`\r${line.slice(0, (stream.columns ?? 120) - 1)}\x1b[K`);
  }
  return {
    update(done) {
      lastDone = done;
      const now = clock();
      if (onTerminal) {
        if (now - lastDrawnAt < redrawMs && done < total) return;
        lastDrawnAt = now;
        draw(done);
        return;
      }
      const tenth = total > 0 ? Math.floor((done / total) * 10) : 10;
      if (tenth > lastTenth && tenth <= 10) {
        lastTenth = tenth;
        stream.write(`${label}: ${describe(done)}\n`);
      }
    },
    finish() {
      if (!onTerminal) return;
      draw(lastDone);
      stream.write('\n');
    },
  };
}

/** Seconds as people say them: `42 s`, `3 min 10 s`, `2 h 5 min`. */
function spell(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
