import { pause, pauseBefore } from "./api/backoff.js";
import { Client } from "./api/client.js";
import { Connection } from "./api/connection.js";
import type { Access } from "./api/documents.js";
import { accessPath } from "./api/paths.js";
import { Unreachable } from "./api/refusal.js";
import type { Context } from "./app/context.js";
import { openHelp } from "./app/help.js";
import { listenForKeys } from "./app/keys.js";
import { parseRoute, type Route } from "./app/router.js";
import { Shell } from "./app/shell.js";
import { emptyState } from "./app/states.js";
import { askForToken } from "./app/tokenDialog.js";
import { h } from "./dom/element.js";
import type { View } from "./dom/view.js";
import { EventsPage } from "./events/eventsPage.js";
import { NewSweepPage } from "./submit/newSweepPage.js";
import { SweepPage } from "./sweep/sweepPage.js";
import { SweepsPage } from "./sweeps/sweepsPage.js";
import { WorkersPage } from "./workers/workersPage.js";

// Loaded by a script that waits for nothing, so perhaps sooner than the page is parsed.
if (document.readyState === "loading") await new Promise(parsed => document.addEventListener("DOMContentLoaded", parsed, { once: true }));

const client = new Client(new Connection(), askForToken);
const context: Context = { client, access: null };
const shell = new Shell(document.getElementById("app")!, context, client);

listenForKeys({ go: address => { location.hash = address; }, help: openHelp, theme: () => shell.toggleTheme() });
window.addEventListener("hashchange", show);
await start();

/** What the user may do decides what is offered, so that is asked first, until the node answers. */
async function start(): Promise<void> {
  while (context.access === null) {
    try {
      context.access = await client.json<Access>(accessPath);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      const wait = pauseBefore(client.connection.attempts, Math.random());
      client.connection.waits(wait);
      await pause(wait);
    }
  }
  show();
}

function show(): void {
  const route = parseRoute(location.hash);
  document.title = titleOf(route);
  shell.show(route, viewOf(route));
}

function viewOf(route: Route): View {
  switch (route.name) {
    case "sweeps": return new SweepsPage(context);
    case "sweep": return new SweepPage(context, route.id);
    case "workers": return new WorkersPage(context);
    case "events": return new EventsPage(context);
    case "new": return new NewSweepPage(context, route.from);
    case "unknown": return { element: h("main", { id: "content", class: "page" }, emptyState("There is no such page", "The address may be mistyped.", h("a", { href: "#/" }, "All sweeps"))), dispose: () => {} };
  }
}

function titleOf(route: Route): string {
  const names = { sweeps: "Sweeps", workers: "Workers", events: "Events", new: "New sweep", unknown: "Not found", sweep: "Sweep" };
  return `${route.name === "sweep" ? route.id.replace(/-[0-9a-f]{16}$/, "") : names[route.name]} – SweepCluster`;
}
