#!/usr/bin/env python3
"""Watches a sweep as many open pages do, and scrapes nodes as Prometheus does, until it is told to stop.

    bench/viewers.py --sweep ID --viewers 200 --nodes URL URL --scraped URL...

Each viewer listens to the sweep's events with its progress, and when there is a newer map asks for what the page asks
for: the drawing, a tile of a layer, the isolines and the recommendation; no sooner than 0.7 s after the last time, nor
than three times as long as that took. SIGTERM ends it; it prints what it saw as a line of JSON.
"""
import argparse
import asyncio
import json
import signal
import time
from urllib.parse import urlsplit

LAYERS = ("label", "p", "accuracy", "cost", "replicates")
PACKED = {"Accept_Encoding": "gzip"}
SHORTEST = 0.7
LONGEST = 15


class Answers:
    """Counts and times of answers to one kind of question."""

    def __init__(self):
        self.seconds, self.statuses, self.bytes = [], {}, 0

    def add(self, seconds, status, size):
        self.seconds.append(seconds)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.bytes += size

    def summary(self):
        ordered = sorted(self.seconds)

        def at(share):
            return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else None

        return {"count": len(ordered), "p50": at(0.5), "p99": at(0.99), "statuses": self.statuses, "bytes": self.bytes}


class Client:
    """One connection that is kept open, as a browser keeps it."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.host, self.port = parts.hostname, parts.port
        self.reader = self.writer = None

    async def send(self, path, **headers):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        status = int((await self.reader.readline()).split()[1])
        answered = {}
        while (line := (await self.reader.readline()).strip()):
            name, _, value = line.decode("latin1").partition(":")
            answered[name.lower()] = value.strip()
        return status, answered

    async def get(self, path, **headers):
        """Status, headers and size of the body, which is read."""
        status, answered = await self.send(path, **headers)
        size = 0
        if answered.get("transfer-encoding") == "chunked":
            while (length := int((await self.reader.readline()).strip(), 16)) > 0:
                await self.reader.readexactly(length + 2)
                size += length
            await self.reader.readline()
        elif status != 304:
            size = int(answered.get("content-length", 0))
            await self.reader.readexactly(size)
        return status, answered, size

    async def lines(self):
        while (line := await self.reader.readline()):
            yield line

    def close(self):
        if self.writer is not None:
            self.writer.close()
            self.writer = None


async def timed(answers, client, path, **headers):
    began = time.monotonic()
    status, answered, size = await client.get(path, **headers)
    answers.add(time.monotonic() - began, status, size)
    return status, answered


async def again_and_again(work, failures):
    """A viewer whose connection breaks comes back."""
    while True:
        try:
            await work()
        except (OSError, asyncio.IncompleteReadError, IndexError, ValueError) as failure:
            failures.append(repr(failure))
        await asyncio.sleep(1)


async def listen(node, sweep, new, seen):
    stream = Client(node)
    try:
        await stream.send(f"/api/v1/events?sweep={sweep}&progress=true", Accept="text/event-stream")
        async for line in stream.lines():
            if line.startswith(b"event:"):
                seen["events"] += 1
                if line.startswith(b"event: map"):
                    new.set()
    finally:
        stream.close()


async def look(node, sweep, layer, new, answers):
    client = Client(node)
    sweep = f"/api/v1/sweeps/{sweep}"
    tags = dict.fromkeys(["drawing", f"tiles/{layer}/coarsest/0/0"])
    others = [*(f"isolines?slice=0&level={level}" for level in (0.5, 0.1, 0.9)), "recommendation"]
    try:
        while True:
            await new.wait()
            new.clear()
            began = time.monotonic()
            for part, tag in tags.items():
                _, answered = await timed(answers["pictures"], client, f"{sweep}/{part}", **PACKED, **({"If_None_Match": tag} if tag else {}))
                tags[part] = answered.get("etag", tag)
            took = time.monotonic() - began
            for part in others:
                await timed(answers["pictures"], client, f"{sweep}/{part}", **PACKED)
            await asyncio.sleep(min(LONGEST, max(SHORTEST, 3 * took)))
    finally:
        client.close()


async def scrape(node, answers):
    client = Client(node)
    try:
        while True:
            began = time.monotonic()
            await timed(answers["scrapes"], client, "/metrics", **PACKED)
            await asyncio.sleep(max(0, 1 - (time.monotonic() - began)))
    finally:
        client.close()


async def watch(options):
    answers = {"pictures": Answers(), "scrapes": Answers()}
    seen, failures, tasks = {"events": 0}, [], []
    for number in range(options.viewers):
        node, layer, new = options.nodes[number % len(options.nodes)], LAYERS[number % len(LAYERS)], asyncio.Event()
        new.set()
        tasks.append(again_and_again(lambda node=node, new=new: listen(node, options.sweep, new, seen), failures))
        tasks.append(again_and_again(lambda node=node, layer=layer, new=new: look(node, options.sweep, layer, new, answers), failures))
    tasks += [again_and_again(lambda node=node: scrape(node, answers), failures) for node in options.scraped]
    running = [asyncio.ensure_future(task) for task in tasks]
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await told.wait()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    print(json.dumps({**{kind: answer.summary() for kind, answer in answers.items()}, **seen, "failures": len(failures), "failure": failures[:1]}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sweep", required=True)
    parser.add_argument("--viewers", type=int, default=200)
    parser.add_argument("--nodes", nargs="+", required=True)
    parser.add_argument("--scraped", nargs="*", default=[])
    asyncio.run(watch(parser.parse_args()))
