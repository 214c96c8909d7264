/** A delivery to be signed and sent. */
export interface OutgoingDelivery {
  /** `X-GitHub-Delivery`. */
  readonly guid: string;
  /** `X-GitHub-Event`. */
  readonly event: string;
  /** Sent as `JSON.stringify` writes it. */
  readonly payload: unknown;
  /** When it was delivered first, ms UTC; null when the recording does not say. */
  readonly at: number | null;
}
