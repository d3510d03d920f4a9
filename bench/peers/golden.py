"""Compares these implementations with one worked training step, in float64."""

import json
import math

import torch
import torch.nn.functional as F
from torch import nn

from polyharmonic_cascade import Cascade
from polynomial_network import PolynomialNetwork, Trainer, fit_relu, parameters_by_golden_name
from polynomial_network_vmap import BatchNorm, Population

# A bias before batch norm has a gradient of rounding errors only, and AdamW divides it by its own size.
TOLERANCE = 1e-7


def check(path: str) -> dict[str, float]:
    """The largest difference of each compared quantity; raises when one is over the tolerance."""
    with open(path) as file:
        golden = json.load(file)
    differences = {}
    if "cases" in golden:
        for case in golden["cases"]:
            _check_network(golden, case, differences)
    else:
        _check_cascade(golden, differences)
    for name, difference in differences.items():
        if not difference < TOLERANCE:
            raise SystemExit(f"{path}: {name} differs by {difference}; allowed is {TOLERANCE}.")
    return differences


def _tensor(values) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)


def _note(differences, name, actual, expected) -> None:
    expected = _tensor(expected)
    difference = (actual.detach() - expected).abs().max() / max(1.0, expected.abs().max())
    previous = differences.get(name, 0.0)
    differences[name] = max(previous, difference.item() if math.isfinite(difference) else math.inf)


def _network(golden, case, norm=nn.BatchNorm1d) -> PolynomialNetwork:
    layers = [len(golden["X"][0]), len(case["parameters"]["l0.W"][0]), len(case["parameters"]["l1.W"][0])]
    head, classes = len(case["parameters"]["h.W"][0]), len(case["parameters"]["o.W"][0])
    shape = [*layers, classes], case["degree"], case["B"], case["alpha"], case["order"], head
    model = PolynomialNetwork(*shape, case["even_chebyshev"], norm).double()
    for name, parameter in parameters_by_golden_name(model).items():
        values = _tensor(case["parameters"][name])
        parameter.data = (values.T if name.endswith("W") else values[0]).contiguous()
    return model


def _trainer_settings(case) -> tuple:
    return case["lambda"], case["clip_norm"], case["learning_rate"], case["weight_decay"]


def _check_network(golden, case, differences) -> None:
    x, y = _tensor(golden["X"]), torch.tensor(golden["y"])
    _note(differences, "fit", _tensor(fit_relu(case["degree"])), case["even_chebyshev"])
    model = _network(golden, case).train()
    logits, boundary = model(x)
    cross_entropy = F.cross_entropy(logits, y)
    (cross_entropy + case["lambda"] * boundary).backward()
    _note(differences, "logits", logits, case["logits"])
    _note(differences, "cross entropy", cross_entropy, case["cross_entropy"])
    _note(differences, "boundary", boundary, case["boundary"])
    for i, norm in enumerate(model.norms):
        for actual, expected in zip((norm.running_mean, norm.running_var), case["running"][f"n{i}"]):
            _note(differences, "running statistics", actual, expected[0])
    _note_parameters(differences, "gradients", {n: p.grad for n, p in _named(model)}, case["gradients"])
    if case["optimizer"] != "adamw":
        return

    trainer = Trainer(_network(golden, case), *_trainer_settings(case), case["clip"])
    for _ in range(3):
        trainer.step(x, y)
    _note_parameters(differences, "after three steps", dict(_named(trainer.model)), case["after_3_steps"])
    if case["clip"] == "sel":
        _check_population(golden, case, x, y, differences)


def _check_population(golden, case, x, y, differences) -> None:
    members = 3
    models = [_network(golden, case, BatchNorm).train() for _ in range(members)]
    population = Population(models, *_trainer_settings(case))
    for _ in range(3):
        population.step(x.expand(members, *x.shape), y.expand(members, len(y)))
    order = {id(p): i for i, p in enumerate(models[0].parameters())}
    stacked = {name: population.parameters[order[id(p)]] for name, p in _named(models[0])}
    for member in range(members):
        actual = {name: values[member] for name, values in stacked.items()}
        _note_parameters(differences, "population after three steps", actual, case["after_3_steps"])


def _named(model):
    return parameters_by_golden_name(model).items()


def _note_parameters(differences, what, actual, expected) -> None:
    """The golden file stores weights as (in, out) and vectors as one row."""
    for name, values in actual.items():
        _note(differences, what, values.T if values.dim() == 2 else values.unsqueeze(0), expected[name])


def _check_cascade(golden, differences) -> None:
    cascade = Cascade(golden["schema"], golden["outs"], golden["alpha"], golden["b"], golden["c"], torch.float64)
    cascade.values = [_tensor(values) for values in golden["Y0"]]
    x, targets = _tensor(golden["X"]), _tensor(golden["T"]).unsqueeze(2)
    inputs, bases, slopes = cascade.forward(x)
    gradients = cascade.backward(inputs, slopes)
    for layer, constellation in enumerate(cascade.constellations):
        _note(differences, "H", bases[layer], golden["H"][layer])
        _note(differences, "Λ", constellation.solve(cascade.values[layer], -2), golden["Lambda0"][layer])
        _note(differences, "G", gradients[layer], golden["G"][layer])
    _note(differences, "output", inputs[-1].squeeze(2), golden["out"])
    cascade.step(x, targets)
    for actual, expected in zip(cascade.values, golden["Y1"]):
        _note(differences, "Y after a step", actual, expected)
    _note(differences, "output after a step", cascade.forward(x)[0][-1].squeeze(2), golden["out1"])
