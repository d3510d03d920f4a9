#!/usr/bin/python3
"""Measures training steps of one job in PyTorch and prints one line of JSON; or checks the mathematics.

    measure.py --job A --variant torch --threads 2
    measure.py --check FILE ...
"""

import argparse
import json
import time

import torch
from torch import multiprocessing

import golden
import jobs
import polyharmonic_cascade
import polynomial_network
import polynomial_network_vmap

WARM_UP_STEPS = 20
VARIANTS = {"A": ["torch", "processes", "vmap"], "B": ["torch", "vmap"], "C": ["torch"]}


def measure_sequential(job, trials: int, barrier=None) -> tuple[int, float]:
    """Trials one after another in this process. Member steps, seconds."""
    features, labels = jobs.load_data(job)
    trainers = [polynomial_network.build_trainer(job) for _ in range(trials + 1)]
    polynomial_network.train(trainers.pop(), features, labels, job.batch, WARM_UP_STEPS)
    if barrier:
        barrier.wait()
    start = time.perf_counter()
    for trainer in trainers:
        polynomial_network.train(trainer, features, labels, job.batch, job.stepsPerTrial)
    return trials * job.stepsPerTrial, time.perf_counter() - start


def _process(job, trials, barrier, results) -> None:
    torch.set_num_threads(1)
    results.put(measure_sequential(job, trials, barrier))


def measure_processes(job, trials: int, processes: int = 2) -> tuple[int, float]:
    """The trials divided among processes of one thread each, that start together; the time is the slowest's."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.SimpleQueue()
    workers = [
        context.Process(target=_process, args=(job, trials // processes, barrier, results)) for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    measured = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return sum(steps for steps, _ in measured), max(seconds for _, seconds in measured)


def measure_vmap(job) -> tuple[int, float]:
    """The whole population at once. Member steps, seconds."""
    features, labels = jobs.load_data(job)
    sizes = job.population, job.batch
    polynomial_network_vmap.train(polynomial_network_vmap.build_population(job), features, labels, *sizes, 3)
    population = polynomial_network_vmap.build_population(job)
    start = time.perf_counter()
    polynomial_network_vmap.train(population, features, labels, *sizes, job.stepsPerTrial)
    return job.population * job.stepsPerTrial, time.perf_counter() - start


def measure_cascade(job) -> tuple[int, float]:
    features, labels = jobs.load_data(job)
    targets = polyharmonic_cascade.one_vs_rest(labels, job.classes)
    cascade = polyharmonic_cascade.build_cascade(job)
    polyharmonic_cascade.train(cascade, features, targets, job.batch, 1)
    start = time.perf_counter()
    polyharmonic_cascade.train(cascade, features, targets, job.batch, job.stepsPerTrial)
    return job.stepsPerTrial, time.perf_counter() - start


def measure(job, variant: str, trials: int) -> tuple[int, float]:
    if job.family == "polyharmonic-cascade":
        return measure_cascade(job)
    if variant == "processes":
        return measure_processes(job, trials)
    return measure_vmap(job) if variant == "vmap" else measure_sequential(job, trials)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--job", choices=VARIANTS)
    parser.add_argument("--variant", default="torch")
    parser.add_argument("--threads", type=int, default=2, help="torch.set_num_threads; also set OMP_NUM_THREADS")
    parser.add_argument("--trials", type=int, help="trials to train one after another; default: the population")
    parser.add_argument("--check", nargs="+", metavar="FILE", help="compare with worked steps in float64 instead")
    arguments = parser.parse_args()
    if arguments.check:
        for path in arguments.check:
            print(json.dumps({"file": path, "largestDifferences": golden.check(path)}))
        return
    if arguments.job is None or arguments.variant not in VARIANTS[arguments.job]:
        parser.error(f"give --check FILE, or --job and one of its variants: {VARIANTS}")
    torch.manual_seed(1)
    torch.set_num_threads(arguments.threads)
    job = jobs.load_job(arguments.job)
    steps, seconds = measure(job, arguments.variant, arguments.trials or job.population)
    result = {"job": job.name, "variant": arguments.variant, "threads": arguments.threads, "steps": steps}
    result |= {"seconds": seconds, "stepsPerSecond": steps / seconds}
    result |= {"trialsPerSecond": steps / seconds / job.stepsPerTrial, "torch": torch.__version__}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
