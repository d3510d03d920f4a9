import type { Client } from "../api/client.js";
import { token } from "../api/token.js";
import { fill, h } from "../dom/element.js";
import { icon } from "../dom/icons.js";
import type { View } from "../dom/view.js";
import { clockTime } from "../format/times.js";
import type { Context } from "./context.js";
import { openHelp } from "./help.js";
import { mayChange } from "./context.js";
import { newAddress, type Route } from "./router.js";
import { themeButton } from "./theme.js";

/** The frame of every page: name, ways, connection, colours and help. */
export class Shell {
  readonly #nav = h("nav", { "aria-label": "Pages" });
  readonly #connection = h("div", { class: "connection", role: "status" });
  readonly #tokenPlace = h("span", {});
  readonly #theme = themeButton();
  readonly #stage = h("div", { class: "stage-root" });
  #view: View | null = null;

  constructor(root: HTMLElement, private readonly context: Context, client: Client) {
    fill(root,
      h("a", { class: "skip", href: "#content", onclick: skip }, "Skip to the content"),
      h("header", { class: "bar" },
        h("a", { class: "brand", href: "#/" }, h("span", { class: "brand-mark", "aria-hidden": "true" }, ...Array.from({ length: 9 }, () => h("i", {}))), "SweepCluster"),
        this.#nav,
        h("div", { class: "bar-end" }, this.#connection, this.#tokenPlace, this.#theme,
          h("button", { type: "button", class: "icon-button", title: "Keyboard and pointer (?)", "aria-label": "Keyboard and pointer", onclick: openHelp }, icon("help")))),
      this.#stage);
    client.connection.onChange(() => this.#showConnection());
    setInterval(() => this.#showConnection(), 1000);
    this.#showConnection();
  }

  toggleTheme(): void { this.#theme.click(); }

  /** Replaces what is shown. */
  show(route: Route, view: View): void {
    this.#view?.dispose();
    this.#view = view;
    fill(this.#stage, view.element);
    this.#navigate(route);
    window.scrollTo(0, 0);
  }

  #navigate(route: Route): void {
    const ways: [string, string, boolean][] = [
      ["Sweeps", "#/", route.name === "sweeps" || route.name === "sweep"],
      ["Workers", "#/workers", route.name === "workers"],
      ["Events", "#/events", route.name === "events"],
    ];
    if (mayChange(this.context)) ways.push(["New sweep", newAddress(), route.name === "new"]);
    fill(this.#nav, ...ways.map(([name, address, isHere]) => h("a", { href: address, "aria-current": isHere && "page" }, name)));
    fill(this.#tokenPlace, this.context.access?.needsToken && h("button", { type: "button", class: "icon-button", title: `Signed in as ${this.context.access.role}; forget the token`, "aria-label": "Forget the token", onclick: forgetToken }, icon("key")));
  }

  #showConnection(): void {
    const { lostAt, nextAt } = this.context.client.connection;
    const isLost = lostAt !== null;
    this.#connection.classList.toggle("lost", isLost);
    const wait = nextAt ? Math.max(0, Math.round((nextAt.getTime() - Date.now()) / 1000)) : 0;
    const text = !isLost ? "live" : `disconnected since ${clockTime(lostAt)}, ${wait > 0 ? `next attempt in ${wait} s` : "trying again"}`;
    if (this.#connection.textContent !== text) fill(this.#connection, h("span", { class: "dot", "aria-hidden": "true" }), text);
  }
}

function forgetToken(): void {
  token.forget();
  location.reload();
}

function skip(event: Event): void {
  event.preventDefault();
  const content = document.getElementById("content");
  content?.setAttribute("tabindex", "-1");
  content?.focus();
}
