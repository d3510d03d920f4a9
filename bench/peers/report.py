"""Turns the raw measurements into RESULTS.md: medians, ratios, and whether each target is met."""

import statistics
from dataclasses import dataclass

TITLES = {
    "A": "polynomial networks 784-64-32-10 on MNIST",
    "B": "polynomial networks 2-16-2 on two spirals",
    "C": "polyharmonic cascade 784-100-20-20-10 on MNIST",
}


@dataclass(frozen=True)
class Figure:
    """One measured quantity beside its target."""

    name: str
    value: float
    target: float
    unit: str = "×"
    at_most: bool = False

    def row(self) -> str:
        met = self.value <= self.target if self.at_most else self.value >= self.target
        bound = "≤" if self.at_most else "≥"
        return f"| {self.name} | {_number(self.value)}{self.unit} | {bound} {self.target:g}{self.unit} | {'met' if met else '**missed**'} |"


def render(machine: dict[str, str], measured: dict[str, dict[str, list[dict]]]) -> str:
    rounds = max(len(runs) for variants in measured.values() for runs in variants.values())
    lines = [
        "# Training, side by side with PyTorch",
        "",
        f"Medians over {rounds} interleaved rounds on one machine, written by `bench/peers/run`. Every run is in "
        "`results.json`; what is measured and how is in `README.md`.",
        "",
        "| machine | |",
        "|---|---|",
        *(f"| {name} | {value} |" for name, value in machine.items()),
    ]
    for job, variants in measured.items():
        lines += ["", f"## {job}: {TITLES[job]}", "", *_speeds(variants), "", *_targets(job, variants)]
    return "\n".join(lines) + "\n"


def _speeds(variants) -> list[str]:
    lines = ["| | threads | steps/s | lowest – highest | trials/s | step, µs |", "|---|---|---|---|---|---|"]
    for name, runs in variants.items():
        if "stepsPerSecond" in runs[0]:
            speeds = [run["stepsPerSecond"] for run in runs]
            speed = statistics.median(speeds)
            trials = _median(variants, name, "trialsPerSecond")
            spread = f"{_number(min(speeds))} – {_number(max(speeds))}"
            threads = runs[0]["environment"].get("OMP_NUM_THREADS", "all cores")
            lines.append(f"| {name} | {threads} | {_number(speed)} | {spread} | {_number(trials)} | {_number(1e6 / speed)} |")
    return lines


def _targets(job: str, variants) -> list[str]:
    figures = {"A": _figures_a, "B": _figures_b, "C": _figures_c}[job](variants) + _figures_of_memory(variants)
    return ["| target | measured | wanted | |", "|---|---|---|---|", *(figure.row() for figure in figures)]


def _figures_a(variants) -> list[Figure]:
    products = 100 * _median(variants, "products", "jobAShareOfPeak")
    step = 100 * _median(variants, "sweepcluster", "productsShareOfPeak")
    return [
        *_one_process(variants, 6),
        Figure("speed-up over two PyTorch processes", _speed_up(variants, "torch-2-processes"), 3.5),
        Figure("speed-up over functorch vmap", _speed_up(variants, "vmap"), 4),
        Figure("matrix products at this job's shapes, of the FMA peak at the time", products, 65, " %"),
        Figure("whole step (its products' operations), of the FMA peak at the time", step, 40, " %"),
    ]


def _figures_b(variants) -> list[Figure]:
    return [*_one_process(variants, 100), Figure("speed-up over functorch vmap", _speed_up(variants, "vmap"), 12)]


def _figures_c(variants) -> list[Figure]:
    return [Figure("time of a step, of PyTorch's", 1 / _speed_up(variants, "torch"), 0.3, at_most=True)]


def _one_process(variants, target: float) -> list[Figure]:
    """Against all cores, and against one thread, which is faster where operations are small."""
    return [
        Figure("speed-up over PyTorch in one process, all cores", _speed_up(variants, "torch"), target),
        Figure("speed-up over PyTorch in one process, one thread", _speed_up(variants, "torch-1-thread"), target),
    ]


def _figures_of_memory(variants) -> list[Figure]:
    runs = variants["sweepcluster"]
    grown = statistics.median((run["residentBytes"] - run["baselineBytes"]) / run["arrayBytes"] for run in runs)
    return [
        Figure("managed bytes allocated per step", _median(variants, "sweepcluster", "allocatedBytesPerStep"), 0, "", True),
        Figure("resident memory beyond the runtime's own, of the arrays' bytes", grown, 2, at_most=True),
    ]


def _speed_up(variants, peer: str) -> float:
    return _median(variants, "sweepcluster", "stepsPerSecond") / _median(variants, peer, "stepsPerSecond")


def _median(variants, name: str, key: str) -> float:
    return statistics.median(run[key] for run in variants[name])


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
