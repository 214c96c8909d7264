import type { SloStatusWord } from '../../slo/slo-status.ts';

/** A mark for each status, so that no status is told by colour alone. */
const marks: Readonly<Record<SloStatusWord, string>> = {
  no_data: '○',
  healthy: '●',
  attention: '◐',
  warning: '▲',
  critical: '◆',
  exhausted: '✕',
};

/** How an objective stands, as a mark and a word. */
export function StatusWord({ status }: { readonly status: SloStatusWord }) {
  return (
    <span class={`status ${status}`}>
      <span aria-hidden="true">{marks[status]}</span> {status.replaceAll('_', ' ')}
    </span>
  );
}
