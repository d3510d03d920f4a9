"""The polynomial network (arXiv 2505.11589) as a PyTorch user would write it."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

# float32 overflows at 88.7.
LARGEST_EXPONENT = 80.0


def fit_relu(degree: int, points: int = 100) -> list[float]:
    """Coefficients c_k of q(t) = t/2 + Σ c_k T_k(2t² − 1), the least-squares fit of ReLU on [−1, 1]."""
    t = np.linspace(-1, 1, points)
    basis = np.polynomial.chebyshev.chebvander(2 * t * t - 1, degree // 2)
    return np.linalg.lstsq(basis, np.abs(t) / 2, rcond=None)[0].tolist()


class PolynomialActivation(nn.Module):
    """p(x) = B·q(x/B). Low degrees are evaluated by Horner in x², which is cheapest; high ones by Clenshaw."""

    def __init__(self, degree: int, limit: float, coefficients: list[float] | None = None):
        super().__init__()
        self.limit = limit
        self.chebyshev = coefficients or fit_relu(degree)
        in_square = np.polynomial.chebyshev.cheb2poly(self.chebyshev)
        in_square = np.polynomial.Polynomial(in_square)(np.polynomial.Polynomial([-1, 2])).coef
        self.powers = [float(c) * limit ** (1 - 2 * k) for k, c in enumerate(in_square)]
        self.by_horner = degree <= 8

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self._horner(x) if self.by_horner else self._clenshaw(x)

    def _horner(self, x: torch.Tensor) -> torch.Tensor:
        square = x * x
        value = square * self.powers[-1] + self.powers[-2]
        for power in reversed(self.powers[:-2]):
            value = value * square + power
        return torch.add(value, x, alpha=0.5)

    def _clenshaw(self, x: torch.Tensor) -> torch.Tensor:
        t = x / self.limit
        w = 2 * t * t - 1
        b1, b2 = torch.zeros_like(t), torch.zeros_like(t)
        for c in reversed(self.chebyshev[1:]):
            b1, b2 = 2 * w * b1 - b2 + c, b1
        return self.limit * (t / 2 + w * b1 - b2 + self.chebyshev[0])


def boundary_loss(x: torch.Tensor, threshold: float) -> torch.Tensor:
    """mean(e^max(|x| − αB, 0) − 1)."""
    return (x.abs() - threshold).clamp(0, LARGEST_EXPONENT).expm1().mean()


class PolynomialNetwork(nn.Module):
    """Hidden layers with batch norm before or after the activation, then optionally a head without it."""

    def __init__(self, layers, degree, limit, alpha, order="bn_act", head=None, coefficients=None, norm=nn.BatchNorm1d):
        super().__init__()
        hidden = list(zip(layers[:-2], layers[1:-1]))
        self.linears = nn.ModuleList(nn.Linear(i, o) for i, o in hidden)
        self.norms = nn.ModuleList(norm(o) for _, o in hidden)
        self.head = nn.Linear(layers[-2], head) if head else None
        self.output = nn.Linear(head or layers[-2], layers[-1])
        self.activation = PolynomialActivation(degree, limit, coefficients)
        self.threshold = alpha * limit
        self.norm_first = order == "bn_act"

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits and the boundary loss, summed over layers."""
        boundary = 0
        for linear, norm in zip(self.linears, self.norms):
            x = linear(x)
            if self.norm_first:
                x = norm(x)
            boundary = boundary + boundary_loss(x, self.threshold)
            x = self.activation(x)
            if not self.norm_first:
                x = norm(x)
        if self.head is not None:
            x = self.head(x)
            boundary = boundary + boundary_loss(x, self.threshold)
            x = self.activation(x)
        return self.output(x), boundary

    def norm_parameters(self) -> list[nn.Parameter]:
        return list(self.norms.parameters())

    def other_parameters(self) -> list[nn.Parameter]:
        """What selective clipping measures and scales."""
        norms = {id(p) for p in self.norm_parameters()}
        return [p for p in self.parameters() if id(p) not in norms]


class Trainer:
    """One trial: its model, its optimiser and one training step."""

    def __init__(self, model, lam, clip_norm, learning_rate, weight_decay, clip="sel"):
        self.model = model.train()
        self.lam = lam
        self.clip_norm = clip_norm
        parameters = list(model.parameters())
        self.clipped = {"sel": model.other_parameters(), "std": parameters, "none": []}[clip]
        self.optimiser = torch.optim.AdamW(parameters, learning_rate, weight_decay=weight_decay)

    def step(self, x: torch.Tensor, y: torch.Tensor) -> None:
        self.optimiser.zero_grad(set_to_none=True)
        logits, boundary = self.model(x)
        loss = F.cross_entropy(logits, y) + self.lam * boundary
        loss.backward()
        if self.clipped:
            nn.utils.clip_grad_norm_(self.clipped, self.clip_norm)
        self.optimiser.step()


def network_arguments(job) -> tuple:
    """The arguments of PolynomialNetwork that a job gives."""
    p = job.parameters
    return [job.features, *p["hidden"], job.classes], p["degree"], p["B"], p["alpha"]


def trainer_arguments(job) -> tuple:
    """The arguments of a trainer or a population that a job gives."""
    p = job.parameters
    return p["lambda"], p["clipNorm"], p["learningRate"], p["weightDecay"]


def build_trainer(job) -> Trainer:
    return Trainer(PolynomialNetwork(*network_arguments(job)), *trainer_arguments(job))


def train(trainer: Trainer, features: torch.Tensor, labels: torch.Tensor, batch: int, steps: int) -> None:
    per_epoch = len(features) // batch
    for step in range(steps):
        if step % per_epoch == 0:
            order = torch.randperm(len(features))
        chosen = order[step % per_epoch * batch : (step % per_epoch + 1) * batch]
        trainer.step(features.index_select(0, chosen), labels.index_select(0, chosen))


def parameters_by_golden_name(model: PolynomialNetwork) -> dict[str, nn.Parameter]:
    named = {}
    for i, (linear, norm) in enumerate(zip(model.linears, model.norms)):
        named |= {f"l{i}.W": linear.weight, f"l{i}.b": linear.bias, f"n{i}.g": norm.weight, f"n{i}.h": norm.bias}
    if model.head is not None:
        named |= {"h.W": model.head.weight, "h.b": model.head.bias}
    return named | {"o.W": model.output.weight, "o.b": model.output.bias}
