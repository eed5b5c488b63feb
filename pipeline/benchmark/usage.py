"""What a command costs with all the processes that it starts: seconds by the clock, seconds of processors, memory at its fullest."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

_PAUSE = 0.25
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Usage:
    """The cost of a command; `memory` is in MiB, what processes share counted once. `output` is what it printed."""

    seconds: float
    cpu_seconds: float
    memory: float
    output: str


def measure(command: Sequence[str], processors: Sequence[int], environment: Mapping[str, str] | None = None) -> Usage:
    """Run a command on some of the processors. Raises subprocess.CalledProcessError, with what it wrote to standard error, where it fails."""
    started = time.monotonic()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
        preexec_fn=lambda: os.sched_setaffinity(0, processors),
    ) as process:
        spent, fullest = dict[int, float](), 0.0
        while process.poll() is None:
            fullest = max(fullest, _look(psutil.Process(process.pid), spent))
            time.sleep(_PAUSE)
        seconds = time.monotonic() - started
        output, errors = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    return Usage(seconds, sum(spent.values()), fullest, output)


def _look(process: psutil.Process, spent: dict[int, float]) -> float:
    """Note the processor time of a process and of all below it, and give back their memory."""
    memory = 0
    with suppress(psutil.Error):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                times = each.cpu_times()
                spent[each.pid] = times.user + times.system
                memory += each.memory_full_info().pss
    return memory / _MIB
