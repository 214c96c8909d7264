/** The settings that decide who may ask for what. */
export interface AccessSettings {
  /** The host name or address that the server listens on. */
  readonly bindHost: string;
  /** The bearer token of `/metrics`; null when it needs none. */
  readonly metricsToken: string | null;
  /** The bearer token with which events are sent; null when none is set. */
  readonly eventsToken: string | null;
  /** Whether people can sign in. */
  readonly signIn: boolean;
  /** How many proxies stand before the server. */
  readonly proxies: number;
  /** What everyone may see; null on a server that is not public. */
  readonly everyone: {
    /** Names of the objectives whose numbers are public. */
    readonly slos: readonly string[];
    /** `owner/name`, in any case. */
    readonly repositories: readonly string[];
  } | null;
}
