/** A request, free of any server: what api/ and page/ answer. Header names are lower case; `query` holds every value of a repeated parameter. */
export interface HttpRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** '' when there is none; at most 1 MiB. */
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a request, or null when the path is not its own. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse | null>;
