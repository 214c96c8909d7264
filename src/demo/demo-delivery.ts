/** One delivery of the made-up month, ready to be signed and sent. */
export interface DemoDelivery {
  /** `X-GitHub-Delivery`: a version-1 UUID; a repeated delivery has that of the first. */
  readonly guid: string;
  /** `X-GitHub-Event`. */
  readonly event: string;
  /** The body, to be written with `JSON.stringify`. */
  readonly payload: unknown;
  /** When GitHub would have delivered it, ms UTC. Deliveries come in this order. */
  readonly at: number;
}
