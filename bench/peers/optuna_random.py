#!/usr/bin/env python3
"""Optuna's durable trials a second: a random sampler, SQLite storage, and an objective that trains nothing.

    optuna_random.py TRIALS PROCESSES

Prints a line of JSON. The objective asks for the two parameters of the cluster's benchmark and returns a number of
them. Processes start together and share the study; the time is from their start to the last one's end, imports and
the study's creation left out.
"""
import json
import multiprocessing
import sys
import tempfile
import time

import optuna


def objective(trial):
    b = trial.suggest_float("B", 0.5, 64, log=True)
    rate = trial.suggest_float("learningRate", 0.0001, 0.1, log=True)
    return b * rate


def work(storage, trials, ready, begin, seed):
    study = optuna.load_study(study_name="bench", storage=storage, sampler=optuna.samplers.RandomSampler(seed=seed))
    ready.release()
    begin.wait()
    study.optimize(objective, n_trials=trials)


def main():
    trials, processes = int(sys.argv[1]), int(sys.argv[2])
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="optuna-bench-") as folder:
        storage = f"sqlite:///{folder}/optuna.db"
        optuna.create_study(study_name="bench", storage=storage)
        ready, begin = multiprocessing.Semaphore(0), multiprocessing.Event()
        workers = [multiprocessing.Process(target=work, args=(storage, trials // processes, ready, begin, seed)) for seed in range(processes)]
        for worker in workers:
            worker.start()
        for _ in workers:
            ready.acquire()
        started = time.perf_counter()
        begin.set()
        for worker in workers:
            worker.join()
        seconds = time.perf_counter() - started
        if any(worker.exitcode for worker in workers):
            sys.exit("optuna_random: a process failed")
        finished = len(optuna.load_study(study_name="bench", storage=storage).get_trials(deepcopy=False, states=[optuna.trial.TrialState.COMPLETE]))
    print(json.dumps({"version": optuna.__version__, "processes": processes, "trials": finished, "seconds": seconds, "trialsPerSecond": finished / seconds}))


if __name__ == "__main__":
    main()
