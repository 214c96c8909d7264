import type { Child } from 'hono/jsx';

/** A box for content that may be wider than the screen. It scrolls by itself, and takes the keyboard focus. */
export function ScrollRegion({ label, children }: { readonly label: string; readonly children?: Child }) {
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      {children}
    </section>
  );
}
