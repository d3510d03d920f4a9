import { h } from "../dom/element.js";

export interface Tab {
  name: string;
  element: HTMLElement;
  /** Called when it is shown, and again when the map has changed meanwhile. */
  open?: () => void;
}

let count = 0;

/** Panels of which one is shown; arrows move between them (WAI-ARIA tabs pattern). */
export class Tabs {
  readonly element: HTMLElement;
  readonly #buttons: HTMLButtonElement[];
  readonly #panels: HTMLElement[];
  #current = 0;
  #timer = 0;
  #hasStarted = false;

  constructor(private readonly tabs: Tab[]) {
    const name = `tabs-${++count}`;
    this.#buttons = tabs.map((tab, i) => h("button", { type: "button", role: "tab", id: `${name}-tab-${i}`, "aria-controls": `${name}-panel-${i}`, onclick: () => this.#show(i) }, tab.name));
    this.#panels = tabs.map((tab, i) => h("div", { role: "tabpanel", id: `${name}-panel-${i}`, "aria-labelledby": `${name}-tab-${i}`, tabindex: "0" }, tab.element));
    this.element = h("section", { class: "tabs" }, h("div", { role: "tablist", "aria-label": "About the sweep", onkeydown: (event: KeyboardEvent) => this.#key(event) }, ...this.#buttons), ...this.#panels);
    this.#show(0);
  }

  dispose(): void { clearTimeout(this.#timer); }

  /** Lets the panel that is shown ask for what it shows; before that the map is more urgent. */
  start(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.tabs[this.#current]?.open?.();
  }

  /** Says that the map has changed: what is shown is asked for again, once, after a time in milliseconds. */
  stale(after: number): void {
    if (this.#timer !== 0 || !this.#hasStarted) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.tabs[this.#current]?.open?.();
    }, after);
  }

  #show(index: number): void {
    this.#current = index;
    this.#buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === index));
      button.tabIndex = i === index ? 0 : -1;
      this.#panels[i]!.hidden = i !== index;
    });
    if (this.#hasStarted) this.tabs[index]!.open?.();
  }

  #key(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const next = (this.#current + step + this.tabs.length) % this.tabs.length;
    this.#show(next);
    this.#buttons[next]!.focus();
  }
}
