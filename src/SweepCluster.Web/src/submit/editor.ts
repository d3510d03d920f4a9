import type { Mistake } from "../api/documents.js";
import { fill, h } from "../dom/element.js";

/** A field for a sweep file with numbers of lines, and mistakes at theirs. */
export class Editor {
  readonly element: HTMLElement;
  readonly #text: HTMLTextAreaElement;
  readonly #gutter = h("div", { class: "gutter", "aria-hidden": "true" });
  #mistakes = new Map<number, string>();
  #lines = 0;

  constructor(text: string, changed: () => void) {
    this.#text = h("textarea", {
      spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", "aria-label": "Sweep file", "aria-describedby": "mistakes",
      value: text, oninput: () => { this.mistakes = []; changed(); }, onscroll: () => this.#scrolled(), onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.element = h("div", { class: "editor" }, this.#gutter, this.#text);
    this.#number();
  }

  get text(): string { return this.#text.value; }

  set text(text: string) {
    this.#text.value = text;
    this.mistakes = [];
  }

  /** Marks lines; an empty list unmarks all. */
  set mistakes(mistakes: Mistake[]) {
    this.#mistakes = new Map(mistakes.map(mistake => [mistake.line, mistake.message]));
    this.#lines = 0;
    this.#number();
    this.#text.setAttribute("aria-invalid", String(mistakes.length > 0));
  }

  /** Puts the cursor on a line and shows it. */
  goTo(line: number): void {
    const lines = this.#text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.#text.focus();
    this.#text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    const height = Number.parseFloat(getComputedStyle(this.#text).lineHeight);
    this.#text.scrollTop = Math.max(0, (line - 4) * height);
  }

  focus(): void { this.#text.focus(); }

  #number(): void {
    const count = this.#text.value.split("\n").length;
    if (count === this.#lines) return;
    this.#lines = count;
    fill(this.#gutter, ...Array.from({ length: count }, (_, i) => h("span", { class: this.#mistakes.has(i + 1) && "wrong", title: this.#mistakes.get(i + 1) }, String(i + 1))));
    this.#scrolled();
  }

  #scrolled(): void { this.#gutter.scrollTop = this.#text.scrollTop; }

  /** Tab indents as YAML wants it; after Escape it leaves the field, as it does everywhere. */
  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#text.dataset["leaves"] = "true";
    else if (event.key !== "Tab") delete this.#text.dataset["leaves"];
    else if (!event.shiftKey && this.#text.dataset["leaves"] === undefined) {
      event.preventDefault();
      this.#text.setRangeText("  ", this.#text.selectionStart, this.#text.selectionEnd, "end");
      this.#text.dispatchEvent(new Event("input"));
    }
  }
}
