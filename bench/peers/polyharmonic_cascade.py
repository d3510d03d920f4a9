"""The polyharmonic cascade (arXiv 2512.17671) in PyTorch: every output is its own cascade, outputs are batched."""

import math

import torch

SMALLEST_DISTANCE = 1e-10


class Octahedron:
    """The constellation {0, −e_j, +e_j} and the closed form of U = K(C)⁻¹ for the kernel ½m(ln m − 2b) + c."""

    def __init__(self, inputs: int, b: float, c: float):
        self.inputs, self.b, self.c = inputs, b, c
        log2, across = 2 * math.log(2), 4 * b - 4 * math.log(2)
        a3 = math.log(2) - b * b / c
        d, p = log2 + 2 * inputs * a3, 1 - b / c
        self.centre, self.to_centre = 1 / c + 2 * inputs * p * p / d, -p / d
        self.same, self.opposite = (1 / log2 + 1 / across) / 2, (1 / log2 - 1 / across) / 2
        self.sum = -a3 / (log2 * d)

    def kernel(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """K and Θ = ln M − 2b + 1, both [..., rows, 2·inputs + 1]."""
        centre = x.square().sum(-1, keepdim=True)
        near = centre + 1
        distances = torch.cat([centre, torch.add(near, x, alpha=2), torch.sub(near, x, alpha=2)], -1)
        distances.clamp_(min=SMALLEST_DISTANCE)
        logarithms = distances.log().sub_(2 * self.b)
        return distances.mul_(logarithms).mul_(0.5).add_(self.c), logarithms.add_(1)

    def solve(self, y: torch.Tensor, dim: int) -> torch.Tensor:
        """U·y along a dimension of 2·inputs + 1 entries. U is symmetric: along the last one this is y·U."""
        centre, minus, plus = y.split([1, self.inputs, self.inputs], dim)
        total = minus.sum(dim, keepdim=True) + plus.sum(dim, keepdim=True)
        common = self.to_centre * centre + self.sum * total
        return torch.cat(
            [
                self.centre * centre + self.to_centre * total,
                torch.add(common, minus, alpha=self.same).add_(plus, alpha=self.opposite),
                torch.add(common, plus, alpha=self.same).add_(minus, alpha=self.opposite),
            ],
            dim,
        )

    def points(self, dtype: torch.dtype) -> torch.Tensor:
        identity = torch.eye(self.inputs, dtype=dtype)
        return torch.cat([torch.zeros(1, self.inputs, dtype=dtype), -identity, identity])


class Cascade:
    def __init__(self, layers, outputs, alpha, b, c, dtype=torch.float32):
        self.outputs, self.alpha = outputs, alpha
        self.constellations = [Octahedron(n, b, c) for n in layers[:-1]]
        self.values = [self._initial(k, n, outputs, dtype) for k, n in zip(self.constellations, layers[1:])]
        self.values[-1].zero_()
        self.workspace: list[torch.Tensor] = []

    @staticmethod
    def _initial(constellation, width, outputs, dtype):
        """Y [outputs, points, width]."""
        n = constellation.inputs
        if n == width:
            return constellation.points(dtype).repeat(outputs, 1, 1)
        return (torch.rand(outputs, 2 * n + 1, width, dtype=dtype) * 2 - 1) / math.sqrt(n)

    def forward(self, x: torch.Tensor):
        """x: [rows, inputs]. The input of every layer (the last is the output), H and Θ of every layer."""
        inputs, bases, slopes = [x.unsqueeze(0)], [], []
        for constellation, values in zip(self.constellations, self.values):
            kernel, slope = constellation.kernel(inputs[-1])
            bases.append(constellation.solve(kernel, -1))
            slopes.append(slope)
            inputs.append(torch.matmul(bases[-1], values))
        return inputs, bases, slopes

    def backward(self, inputs, slopes):
        """G_τ [outputs, rows, n_τ] of every layer."""
        gradients = [torch.ones_like(inputs[-1])]
        for constellation, values, x, slope in reversed(
            list(zip(self.constellations[1:], self.values[1:], inputs[1:-1], slopes[1:]))
        ):
            multipliers = constellation.solve(values, -2)
            psi = torch.bmm(gradients[0], multipliers.transpose(1, 2)).mul_(slope)
            _, minus, plus = psi.split([1, constellation.inputs, constellation.inputs], -1)
            gradients.insert(0, x * psi.sum(-1, keepdim=True) - (plus - minus))
        return gradients

    def normal_matrix(self, bases, gradients) -> torch.Tensor:
        """ΣΩ + αE [outputs, rows, rows], Ω_τ = (H Hᵀ) ∘ (G Gᵀ). Valid until the next call."""
        system, scratch, other = self._workspace(bases[0].shape[1], bases[0].dtype)
        torch.bmm(bases[-1], bases[-1].transpose(1, 2), out=system)  # G of the last layer is 1.
        for basis, gradient in zip(bases[:-1], gradients[:-1]):
            shared = basis.shape[0] == 1
            gram = torch.mm(basis[0], basis[0].T) if shared else torch.bmm(basis, basis.transpose(1, 2), out=scratch)
            system.addcmul_(gram, torch.bmm(gradient, gradient.transpose(1, 2), out=other))
        system.diagonal(dim1=1, dim2=2).add_(self.alpha)
        return system

    def _workspace(self, rows: int, dtype: torch.dtype) -> list[torch.Tensor]:
        """Three [outputs, rows, rows] arrays, kept: allocating them anew in every step more than doubles its time."""
        if not self.workspace or self.workspace[0].shape[1] != rows:
            self.workspace = [torch.empty(self.outputs, rows, rows, dtype=dtype) for _ in range(3)]
        return self.workspace

    def step(self, x: torch.Tensor, targets: torch.Tensor) -> None:
        """x: [rows, inputs]; targets: [outputs, rows, 1]."""
        inputs, bases, slopes = self.forward(x)
        gradients = self.backward(inputs, slopes)
        factor = torch.linalg.cholesky(self.normal_matrix(bases, gradients))
        weights = torch.linalg.solve_triangular(factor, 2 * (targets - inputs[-1]), upper=False)
        weights = torch.linalg.solve_triangular(factor.mT, weights, upper=True)
        for values, basis, gradient in zip(self.values, bases, gradients):
            change = gradient * weights
            values.add_(torch.matmul(basis.transpose(1, 2), change), alpha=0.5)


def build_cascade(job, dtype=torch.float32) -> Cascade:
    p = job.parameters
    return Cascade([job.features, *p["hidden"], 1], job.classes, p["alpha"], p["b"], p["c"], dtype)


def train(cascade: Cascade, features: torch.Tensor, targets: torch.Tensor, batch: int, steps: int) -> None:
    """targets: [outputs, samples, 1], ±1 one-vs-rest."""
    per_epoch = len(features) // batch
    for step in range(steps):
        if step % per_epoch == 0:
            order = torch.randperm(len(features))
        chosen = order[step % per_epoch * batch : (step % per_epoch + 1) * batch]
        cascade.step(features.index_select(0, chosen), targets.index_select(1, chosen))


def one_vs_rest(labels: torch.Tensor, classes: int, dtype=torch.float32) -> torch.Tensor:
    return torch.where(labels == torch.arange(classes).unsqueeze(1), 1.0, -1.0).to(dtype).unsqueeze(2)
