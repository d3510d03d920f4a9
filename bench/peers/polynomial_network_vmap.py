"""A population of polynomial networks trained together with functorch: stacked parameters, vmap over the model."""

import torch
import torch.nn.functional as F
from functorch import combine_state_for_ensemble, vmap
from torch import nn

from polynomial_network import PolynomialNetwork, network_arguments, trainer_arguments


class BatchNorm(nn.Module):
    """Batch norm written out for training: under vmap faster than nn.BatchNorm1d on small networks."""

    def __init__(self, width: int, momentum: float = 0.1, eps: float = 1e-5):
        super().__init__()
        self.momentum, self.eps = momentum, eps
        self.weight, self.bias = nn.Parameter(torch.ones(width)), nn.Parameter(torch.zeros(width))
        self.register_buffer("running_mean", torch.zeros(width))
        self.register_buffer("running_var", torch.ones(width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        rows = x.shape[0]
        variance, mean = torch.var_mean(x, 0, unbiased=False)
        kept, new = 1 - self.momentum, self.momentum
        self.running_mean.mul_(kept).add_(mean.detach(), alpha=new)
        self.running_var.mul_(kept).add_(variance.detach(), alpha=new * rows / (rows - 1))
        return torch.addcmul(self.bias, x - mean, torch.rsqrt(variance + self.eps) * self.weight)


class Population:
    """Every member has its own weights, batch order, batch statistics and clipping."""

    def __init__(self, models: list[PolynomialNetwork], lam, clip_norm, learning_rate, weight_decay):
        names = [name for name, _ in models[0].named_parameters()]
        model, stacked, self.buffers = combine_state_for_ensemble(models)
        self.parameters = [p.detach().requires_grad_() for p in stacked]
        self.clipped = [p for p, name in zip(self.parameters, names) if not name.startswith("norms.")]
        self.clip_norm = clip_norm
        # AdamW is element-wise: over stacked tensors it is AdamW of every member.
        self.optimiser = torch.optim.AdamW(self.parameters, learning_rate, weight_decay=weight_decay)

        def loss(parameters, buffers, x, y):
            logits, boundary = model(parameters, buffers, x)
            return F.cross_entropy(logits, y) + lam * boundary

        self.losses = vmap(loss)

    def step(self, x: torch.Tensor, y: torch.Tensor) -> None:
        """x: [members, batch, features]; y: [members, batch]."""
        self.optimiser.zero_grad(set_to_none=True)
        self.losses(self.parameters, self.buffers, x, y).sum().backward()
        self._clip()
        self.optimiser.step()

    def _clip(self) -> None:
        norms = torch.stack([p.grad.flatten(1).norm(dim=1) for p in self.clipped]).norm(dim=0)
        factors = (self.clip_norm / (norms + 1e-6)).clamp(max=1)
        for p in self.clipped:
            p.grad.mul_(factors.view(-1, *[1] * (p.dim() - 1)))


def build_population(job) -> Population:
    models = [PolynomialNetwork(*network_arguments(job), norm=BatchNorm).train() for _ in range(job.population)]
    return Population(models, *trainer_arguments(job))


def train(population: Population, features, labels, members: int, batch: int, steps: int) -> None:
    per_epoch = len(features) // batch
    for step in range(steps):
        if step % per_epoch == 0:
            order = torch.stack([torch.randperm(len(features)) for _ in range(members)])
        chosen = order[:, step % per_epoch * batch : (step % per_epoch + 1) * batch].reshape(-1)
        x = features.index_select(0, chosen).view(members, batch, -1)
        y = labels.index_select(0, chosen).view(members, batch)
        population.step(x, y)
