import { isAskedAhead, takeAhead } from "./ahead.js";
import { pause } from "./backoff.js";
import type { Connection } from "./connection.js";
import { Refusal, Unreachable } from "./refusal.js";
import { token } from "./token.js";

/** An answer; `isSame` where the caller had it already, `isEarly` where it was asked for before the caller was there. */
export interface Answer<T> { value: T; tag: string | null; isSame: boolean; isEarly: boolean }

type AskForToken = (wasRefused: boolean) => Promise<void>;

const attempts = 4;

/** Refusals that pass: too many requests, the store away, and an answer that takes longer than a request may. */
const passing = new Set([429, 503, 504]);

/** Speaks with the node: sends the token, asks for one where it is wanted, and waits where the node says so. */
export class Client {
  constructor(readonly connection: Connection, private readonly askForToken: AskForToken) {}

  /** Sends a request until it is answered with success. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#once(path, init);
      if (response.ok || response.status === 304) return response;
      if (response.status === 401) {
        await this.askForToken(token.get() !== null);
        attempt = 0;
        continue;
      }
      const wait = Number(response.headers.get("Retry-After"));
      const mayRepeat = passing.has(response.status) && (init.method ?? "GET") === "GET" && attempt < attempts;
      if (!mayRepeat) throw await Refusal.of(response);
      await pause((Number.isFinite(wait) && wait > 0 ? wait : 1) * 1000, init.signal ?? undefined);
    }
  }

  async json<T>(path: string, signal?: AbortSignal): Promise<T> {
    return await (await this.send(path, signal ? { signal } : {})).json() as T;
  }

  /** Asks again for something that may not have changed since. */
  async again<T>(path: string, known: Answer<T> | null, read: (response: Response) => Promise<T>, signal: AbortSignal): Promise<Answer<T>> {
    const isEarly = isAskedAhead(path);
    const headers = known?.tag ? { "If-None-Match": known.tag } : undefined;
    const response = await this.send(path, { signal, cache: "no-store", ...(headers ? { headers } : {}) });
    const tag = response.headers.get("ETag");
    if (known && response.status === 304) {
      // Empty, but one that nobody reads counts as broken off.
      await response.arrayBuffer();
      return { ...known, isSame: true, isEarly };
    }
    return { value: await read(response), tag, isSame: false, isEarly };
  }

  async change<T>(method: "POST" | "PATCH", path: string, body?: unknown): Promise<T> {
    const init: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    return await (await this.send(path, init)).json() as T;
  }

  async #once(path: string, init: RequestInit): Promise<Response> {
    try {
      const response = await (takeAhead(path) ?? this.#ask(path, init));
      init.signal?.throwIfAborted();
      this.connection.answered();
      return response;
    } catch (error) {
      if (init.signal?.aborted) throw error;
      this.connection.failed();
      throw new Unreachable();
    }
  }

  #ask(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const known = token.get();
    if (known !== null) headers.set("Authorization", `Bearer ${known}`);
    return fetch(path, { ...init, headers });
  }
}
