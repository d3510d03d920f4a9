import type { Mistake, Sweep } from "../api/documents.js";
import { Refusal } from "../api/refusal.js";
import { mayChange, type Context } from "../app/context.js";
import { sweepAddress } from "../app/router.js";
import { emptyState } from "../app/states.js";
import { attempt, say } from "../app/toast.js";
import { fill, h } from "../dom/element.js";
import type { View } from "../dom/view.js";
import { counted } from "../format/numbers.js";
import { Editor } from "./editor.js";
import { exampleFile } from "./example.js";

const draftKey = "sweepcluster.draft";

/** Writing a sweep file and submitting it; mistakes are shown at their lines. */
export class NewSweepPage implements View {
  readonly element = h("main", { id: "content", class: "page new-sweep" });
  readonly #mistakes = h("div", { id: "mistakes", role: "alert" });
  readonly #submit = h("button", { type: "submit", class: "primary" }, "Submit the sweep");
  readonly #priority = h("input", { type: "number", min: -1000, max: 1000, step: 1, value: "0" });
  readonly #editor: Editor;

  constructor(private readonly context: Context, from: string | null) {
    this.#editor = new Editor(sessionStorage.getItem(draftKey) ?? exampleFile, () => { fill(this.#mistakes); this.#keep(); });
    if (!mayChange(context)) {
      fill(this.element, emptyState("Only operators start sweeps", context.access?.isSingleRun ? "This is the page of one sweep run; sweep node serves one that takes sweeps." : "Your token reads; give an operator's to change."));
      return;
    }
    fill(this.element,
      h("header", { class: "page-head" }, h("h1", {}, "New sweep")),
      h("form", { onsubmit: (event: Event) => { event.preventDefault(); void this.#send(); }, onkeydown: (event: KeyboardEvent) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#send(); } },
        h("p", { class: "note" }, "A sweep file in YAML: docs/sweep-file.md has every key. The same file submitted twice is the same sweep."),
        this.#editor.element, this.#mistakes,
        h("div", { class: "actions spread" },
          h("label", { class: "inline-field" }, h("span", {}, "Priority"), this.#priority),
          h("span", { class: "actions" },
            h("button", { type: "button", onclick: () => { this.#editor.text = exampleFile; this.#keep(); fill(this.#mistakes); } }, "Begin with the example"),
            h("label", { class: "button" }, "Open a file …", h("input", { type: "file", accept: ".yaml,.yml", class: "sr-only", onchange: (event: Event) => void this.#open(event.target as HTMLInputElement) })),
            this.#submit))));
    if (from !== null) void attempt(() => this.#copy(from));
  }

  dispose(): void {}

  #keep(): void { sessionStorage.setItem(draftKey, this.#editor.text); }

  async #copy(id: string): Promise<void> {
    const response = await this.context.client.send(`/api/v1/sweeps/${encodeURIComponent(id)}/file`);
    this.#editor.text = await response.text();
    this.#keep();
  }

  async #open(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    this.#editor.text = await file.text();
    this.#keep();
    fill(this.#mistakes);
    this.#editor.focus();
  }

  async #send(): Promise<void> {
    if (this.#submit.disabled) return;
    this.#submit.disabled = true;
    try {
      const response = await this.context.client.send(`/api/v1/sweeps?priority=${Number(this.#priority.value) || 0}`, { method: "POST", body: this.#editor.text, headers: { "Content-Type": "application/yaml" } });
      const sweep = await response.json() as Sweep;
      sessionStorage.removeItem(draftKey);
      say(response.status === 201 ? `${sweep.name} is submitted.` : `${sweep.name} was there already; nothing was changed.`);
      location.hash = sweepAddress(sweep.id);
    } catch (error) {
      this.#show(error);
    } finally {
      this.#submit.disabled = false;
    }
  }

  #show(error: unknown): void {
    const mistakes = error instanceof Refusal ? error.mistakes : [];
    this.#editor.mistakes = mistakes;
    if (mistakes.length === 0) {
      fill(this.#mistakes, h("p", { class: "error" }, error instanceof Error ? error.message : String(error)));
      return;
    }
    fill(this.#mistakes, h("p", { class: "error" }, `The file has ${counted(mistakes.length, "mistake")}.`), h("ul", { class: "mistakes" }, ...mistakes.map(mistake => this.#mistake(mistake))));
    this.#editor.goTo(mistakes[0]!.line);
  }

  #mistake(mistake: Mistake): HTMLElement {
    return h("li", {}, h("button", { type: "button", class: "link", onclick: () => this.#editor.goTo(mistake.line) }, `line ${mistake.line}`), " ", mistake.key !== "" && h("code", {}, mistake.key), mistake.key !== "" && ": ", mistake.message);
  }
}
