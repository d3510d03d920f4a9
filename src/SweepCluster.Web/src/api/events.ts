import { pause, pauseBefore } from "./backoff.js";
import type { Client } from "./client.js";
import { Refusal } from "./refusal.js";
import { EventParser, type ServerEvent } from "./sse.js";

/**
 * Follows the node's events until it is stopped. EventSource cannot send a token, so the stream is read by fetch;
 * after a break it goes on behind the last event.
 */
export class EventFeed {
  readonly #stop = new AbortController();
  #last: string | null = null;

  /** @param hear Called for every event. */
  constructor(private readonly client: Client, private readonly path: string, private readonly hear: (event: ServerEvent) => void) {
    void this.#follow();
  }

  stop(): void { this.#stop.abort(); }

  async #follow(): Promise<void> {
    const signal = this.#stop.signal;
    while (!signal.aborted) {
      try {
        await this.#listen(signal);
        this.client.connection.failed();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Refusal && error.status === 404) return;
        this.client.connection.failed();
      }
      if (signal.aborted) return;
      const wait = pauseBefore(this.client.connection.attempts, Math.random());
      this.client.connection.waits(wait);
      await pause(wait, signal);
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const headers: Record<string, string> = this.#last === null ? {} : { "Last-Event-ID": this.#last };
    const response = await this.client.send(this.path, { signal, headers, cache: "no-store" });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventParser();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      for (const event of parser.take(value)) {
        if (event.id !== null) this.#last = event.id;
        this.hear(event);
      }
    }
  }
}
