// The API's JSON as /openapi/v1.json describes it.

export type SweepState = "running" | "paused" | "cancelled" | "finished";

export interface Progress {
  finished: number;
  failed: number;
  openTrials: number;
  leasedTrials: number;
  openChunks: number;
  leasedChunks: number;
}

export interface Sweep {
  id: string;
  name: string;
  state: SweepState;
  priority: number;
  revision: number;
  createdAt: string;
  endedAt: string | null;
  progress: Progress;
}

export interface SweepList { total: number; offset: number; sweeps: Sweep[] }

export interface Access { role: "viewer" | "operator"; needsToken: boolean; isSingleRun: boolean; version: string }

export interface DrawnAxis { name: string; scale: "linear" | "log" | "listed"; values: string[] }

export interface DrawnOutcome { name: string; meaning: string; colour: string; contrast: string; mark: number[][]; trials: number }

export interface LayerRange { name: string; low: number | null; high: number | null }

export interface Slice { index: number; fixed: Record<string, string>; columns: number; rows: number; cells: number }

export interface Drawing {
  version: string;
  x: DrawnAxis | null;
  y: DrawnAxis | null;
  isScattered: boolean;
  scoreKind: "accuracy" | "determination" | null;
  outcomes: DrawnOutcome[];
  shades: string[];
  layers: LayerRange[];
  cells: number;
  pendingCells: number;
  unknownCells: number;
  /** Cells of each slice that lie between its columns and rows. */
  offGrid: number[];
  slices: Slice[];
}

export interface Cell {
  id: string;
  coordinates: Record<string, string>;
  label: string;
  trials: number;
  failedTrials: number;
  counts: Record<string, number>;
  stableProbability: number | null;
  stableLow: number | null;
  stableHigh: number | null;
  scoreMean: number | null;
  scoreDeviation: number | null;
  medianDivergenceStep: number | null;
  trainingSeconds: number;
}

export interface CellPage { total: number; offset: number; cells: Cell[] }

export interface Divergence { step: number; signal: string; layer: number | null }

export interface Trial { replicate: number; outcome: string; steps: number; epochs: number; divergence: Divergence | null; testScoreLast: number | null; trainingSeconds: number }

export interface TrialList { cell: string; reference: boolean; trials: Trial[] }

export interface Epoch {
  epoch: number;
  learningRate: number | null;
  trainLoss: number | null;
  boundaryLoss: number | null;
  gradientNorm: number | null;
  trainRange: number | null;
  validationLoss: number | null;
  validationScore: number | null;
  validationRange: number | null;
  testScore: number | null;
}

export interface Trace { cell: string; replicate: number; scoreKind: "accuracy" | "determination"; chanceScore: number; divergence: Divergence | null; epochs: Epoch[] }

export interface IsolineSet { slice: number; level: number; absence: string | null; lines: { isClosed: boolean; points: { column: number; row: number }[] }[] }

export interface Margin { parameter: string; unit: "factor" | "difference" | "steps"; belowAtLeast: number | null; belowAtMost: number | null; aboveAtLeast: number | null; aboveAtMost: number | null }

export interface RecommendationGroup {
  group: Record<string, string>;
  along: string;
  verdict: "recommended" | "insufficientEvidence" | "noStableRegion";
  from: string | null;
  to: string | null;
  stable: number;
  trials: number;
  lowerBound: number | null;
  moreTrials: number | null;
  setting: string | null;
  score: number | null;
  scoreLoss: number | null;
  unknownCells: number;
  margins: Margin[];
}

export interface Recommendation {
  sweep: string;
  target: number;
  groups: RecommendationGroup[];
  pareto: { cell: string; score: number; cost: number; stable: number; trials: number }[];
}

export interface Shares { cells: number; outOfBagR2: number | null; isSufficient: boolean; effects: { axes: string[]; share: number | null; spread: number | null }[] }

export interface Importances { stability: Shares; score: Shares }

export interface Device { id: string; kind: string; name: string; memoryBytes: number; doing: string | null; shapes: { shape: string; capacity: number; trialsPerSecond: number | null }[] }

export interface ClusterNode {
  id: string;
  name: string;
  roles: string[];
  version: string;
  address: string | null;
  startedAt: string;
  silentSeconds: number;
  isDraining: boolean;
  devices: Device[];
}

export interface NodeList { workers: ClusterNode[] }

export interface Happened { sequence: number; sweep: string | null; kind: string; text: string; at: string }

/** That there is a newer map of a sweep. */
export interface MapNews { version: string }

export interface Mistake { line: number; key: string; message: string }

export interface Problem { title: string; status: number; detail: string; errors: Mistake[] | null }
