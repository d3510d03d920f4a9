import type { Mistake, Problem } from "./documents.js";

/** What the API refused, and why; its message is for the user. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string, readonly mistakes: Mistake[] = []) {
    super(message);
  }

  static async of(response: Response): Promise<Refusal> {
    try {
      const problem = await response.json() as Partial<Problem>;
      return new Refusal(response.status, problem.detail ?? response.statusText, problem.errors ?? []);
    } catch {
      return new Refusal(response.status, `The node answered ${response.status} ${response.statusText}`.trim() + ".");
    }
  }
}

/** No answer came: the node is away or the network is. */
export class Unreachable extends Error {
  constructor() {
    super("The node does not answer.");
  }
}
