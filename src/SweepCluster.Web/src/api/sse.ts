/** A server-sent event. */
export interface ServerEvent { id: string | null; kind: string; data: string }

/** Takes an event stream apart as it arrives, whatever its pieces (WHATWG HTML, 9.2.6). */
export class EventParser {
  #rest = "";
  #id: string | null = null;
  #kind = "";
  #data: string[] = [];

  /** The events that end in a piece of the stream. */
  take(piece: string): ServerEvent[] {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap(line => this.#line(line.endsWith("\r") ? line.slice(0, -1) : line));
  }

  #line(line: string): ServerEvent[] {
    if (line === "") return this.#end();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "id") this.#id = value;
    else if (field === "event") this.#kind = value;
    else if (field === "data") this.#data.push(value);
    return [];
  }

  #end(): ServerEvent[] {
    const event = { id: this.#id, kind: this.#kind || "message", data: this.#data.join("\n") };
    const isWhole = this.#data.length > 0;
    [this.#id, this.#kind, this.#data] = [null, "", []];
    return isWhole ? [event] : [];
  }
}
