"""The three jobs, read from the file that the C# side reads too, and the data that they train on."""

import gzip
import json
import math
import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch

JOBS_FILE = Path(__file__).resolve().parent.parent / "jobs.json"


FEATURES_AND_CLASSES = {"mnist": (784, 10), "spirals": (2, 2)}


def load_job(name: str) -> SimpleNamespace:
    """The job's own settings, and its model's parameters by their names in sweep files."""
    job = SimpleNamespace(name=name, **json.loads(JOBS_FILE.read_text())[name])
    job.batch = job.parameters["batch"]
    job.features, job.classes = FEATURES_AND_CLASSES[job.dataset]
    return job


def load_data(job: SimpleNamespace, dtype: torch.dtype = torch.float32) -> tuple[torch.Tensor, torch.Tensor]:
    """Features [samples, inputs] and labels [samples]."""
    if job.dataset == "spirals":
        features, labels = _spirals(job.samples)
    else:
        features, labels = _mnist(job.samples)
        features = _range_scaled(features) if job.family == "polyharmonic-cascade" else _standardised(features)
    return torch.from_numpy(features).to(dtype), torch.from_numpy(labels)


def _mnist(samples: int) -> tuple[np.ndarray, np.ndarray]:
    root = os.environ.get("SWEEP_DATA")
    if root is None:
        raise SystemExit("SWEEP_DATA is not set: set it to the folder that contains mnist/train-images-idx3-ubyte.gz.")
    folder = Path(root) / "mnist"
    with gzip.open(folder / "train-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(16 + samples * 784), np.uint8, offset=16).reshape(samples, 784)
    with gzip.open(folder / "train-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(8 + samples), np.uint8, offset=8)
    return images.astype(np.float64), labels.astype(np.int64)


def _standardised(features: np.ndarray) -> np.ndarray:
    return (features - features.mean()) / features.std()


def _range_scaled(features: np.ndarray) -> np.ndarray:
    """x/(max − min) − mean(x/(max − min)) per feature; constant features become 0."""
    spread = features.max(0) - features.min(0)
    scaled = features / np.where(spread == 0, 1, spread)
    return np.where(spread == 0, 0, scaled - scaled.mean(0))


def _spirals(samples: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    labels = np.arange(samples) % 2
    radius = np.sqrt(random.random(samples))
    angle = 3 * math.pi * radius + math.pi * labels
    features = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    return features + 0.02 * random.standard_normal((samples, 2)), labels
