import type { Client } from "../api/client.js";
import type { Access } from "../api/documents.js";

/** What every part of the page may use. */
export interface Context {
  client: Client;
  /** What the user may do; null until the node has said so. */
  access: Access | null;
}

export const mayChange = (context: Context): boolean => context.access?.role === "operator" && !context.access.isSingleRun;
