import { h, type Child } from "../dom/element.js";

/** Something is on its way. */
export const loadingState = (text: string): HTMLElement => h("div", { class: "state", role: "status" }, h("span", { class: "spinner", "aria-hidden": "true" }), `${text} …`);

/** There is nothing, and what would change that. */
export const emptyState = (title: string, text: string, ...actions: Child[]): HTMLElement =>
  h("div", { class: "state" }, h("h2", {}, title), h("p", {}, text), ...actions);

/** Something went wrong, and what can be done. */
export const errorState = (error: unknown, retry?: () => void): HTMLElement => h("div", { class: "state error", role: "alert" },
  h("p", {}, error instanceof Error ? error.message : String(error)),
  retry && h("button", { type: "button", onclick: retry }, "Try again"));
