/**
 * Runs `stop` once at the first SIGTERM or SIGINT and ends the process after it; a second signal ends it at once.
 * Exit code 0, or 1 when stopping failed.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let signalled = false;
  const onSignal = (): void => {
    if (signalled) process.exit(1);
    signalled = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
