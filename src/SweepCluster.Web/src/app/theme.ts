import { h } from "../dom/element.js";
import { icon } from "../dom/icons.js";

const key = "sweepcluster.theme";

const isDark = (): boolean => (document.documentElement.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

/** Called when colours change: what is drawn on a canvas has to be drawn again. */
const listeners = new Set<() => void>();

export const onThemeChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A colour of the style sheet, as it is now. */
export const themeColour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Follows the system until the user chooses. */
export function themeButton(): HTMLElement {
  const chosen = localStorage.getItem(key);
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset["theme"] = chosen;
  const button = h("button", { type: "button", class: "icon-button", onclick: toggle });
  const show = () => {
    const name = isDark() ? "Use light colours" : "Use dark colours";
    button.title = name;
    button.setAttribute("aria-label", name);
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  show();
  return button;

  function toggle() {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset["theme"] = next;
    localStorage.setItem(key, next);
    changed();
  }

  function changed() {
    show();
    listeners.forEach(listener => listener());
  }
}
