import type { Sweep } from "../api/documents.js";
import { mayChange, type Context } from "../app/context.js";
import { openDialog } from "../app/dialog.js";
import { newAddress } from "../app/router.js";
import { attempt, say } from "../app/toast.js";
import { copyable } from "../dom/copyable.js";
import { fill, h } from "../dom/element.js";
import { icon, type IconName } from "../dom/icons.js";
import { ago } from "../format/times.js";
import { progressBar, progressText, stateChip } from "./chip.js";

type Verb = "pause" | "resume" | "cancel";

/** Name, state and progress of a sweep, and what an operator can do to it. */
export class SweepHead {
  readonly element: HTMLElement;
  readonly #state = h("span", {});
  readonly #submitted = h("span", { class: "note wide-only" });
  readonly #progress = h("div", { class: "sweep-progress" });
  readonly #actions = h("div", { class: "actions" });
  #sweep: Sweep;

  constructor(private readonly context: Context, sweep: Sweep) {
    this.#sweep = sweep;
    // What never changes is made once: a selection in it outlives the next progress.
    this.element = h("header", { class: "sweep-head" },
      h("div", { class: "sweep-title" }, h("h1", {}, sweep.name), this.#state, this.#submitted, copyable(sweep.id, "the sweep's id")),
      this.#progress, this.#actions);
    this.show(sweep);
  }

  show(sweep: Sweep): void {
    // The focus stays on a button that is still there.
    const focused = this.element.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["verb"] : undefined;
    this.#sweep = sweep;
    fill(this.#state, stateChip(sweep.state));
    fill(this.#submitted, `submitted ${ago(new Date(sweep.createdAt), new Date())}${sweep.priority === 0 ? "" : `, priority ${sweep.priority}`}`);
    fill(this.#progress, progressBar(sweep), h("span", { class: "note" }, progressText(sweep)));
    fill(this.#actions, ...this.#buttons(sweep));
    if (focused) this.element.querySelector<HTMLElement>(`[data-verb="${focused}"]`)?.focus();
  }

  #buttons(sweep: Sweep): (Node | false)[] {
    const may = mayChange(this.context);
    return [
      may && sweep.state === "running" && this.#button("pause", "Pause", "pause"),
      may && sweep.state === "paused" && this.#button("resume", "Resume", "play"),
      may && (sweep.state === "running" || sweep.state === "paused") && this.#button("cancel", "Cancel …", "stop"),
      h("button", { type: "button", "data-verb": "file", onclick: () => void attempt(() => this.#showFile()) }, icon("file"), "Sweep file"),
    ];
  }

  #button(verb: Verb, name: string, picture: IconName): HTMLElement {
    return h("button", { type: "button", "data-verb": verb, onclick: () => verb === "cancel" ? this.#confirm() : void this.#move(verb) }, icon(picture), name);
  }

  #confirm(): void {
    openDialog("Cancel this sweep?", close => [
      h("p", {}, `What ${this.#sweep.name} has trained stays and can be exported. A cancelled sweep does not go on; pausing it would let it.`),
      h("div", { class: "actions" },
        h("button", { type: "button", onclick: close }, "Keep it running"),
        h("button", { type: "button", class: "danger", onclick: () => { close(); void this.#move("cancel"); } }, "Cancel the sweep")),
    ]).classList.add("narrow");
  }

  #move(verb: Verb): Promise<void> {
    return attempt(async () => {
      const sweep = await this.context.client.change<Sweep>("POST", `/api/v1/sweeps/${encodeURIComponent(this.#sweep.id)}/${verb}`);
      this.show(sweep);
      say(`${sweep.name} is ${sweep.state} now.`);
    });
  }

  async #showFile(): Promise<void> {
    const response = await this.context.client.send(`/api/v1/sweeps/${encodeURIComponent(this.#sweep.id)}/file`);
    const text = await response.text();
    openDialog("The sweep file, with every default written out", close => [
      h("pre", { class: "file", tabindex: "0" }, text),
      mayChange(this.context) && h("div", { class: "actions" }, h("a", { class: "button", href: newAddress(this.#sweep.id), onclick: close }, "Edit a copy")),
    ]).classList.add("wide");
  }
}
