import os
import subprocess
import sys

import pytest

from pipeline.benchmark.usage import measure

SPIN = "import time\nwhile time.process_time() < 0.6: pass"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPIN!r}]); print('done')"
LARGE = "import time; held = bytearray(b'1' * (120 << 20)); time.sleep(1.5)"
PROCESSORS = sorted(os.sched_getaffinity(0))


def test_the_work_of_all_processes_that_a_command_starts_is_counted():
    usage = measure([sys.executable, "-c", PARENT], PROCESSORS)
    assert usage.output == "done\n"
    assert usage.cpu_seconds > 0.3


def test_memory_is_that_of_the_fullest_moment():
    small = measure([sys.executable, "-c", "import time; time.sleep(1)"], PROCESSORS)
    assert measure([sys.executable, "-c", LARGE], PROCESSORS).memory > small.memory + 100


def test_a_command_keeps_to_the_processors_that_it_is_given():
    told = measure([sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"], PROCESSORS[:1])
    assert told.output == "1\n"


def test_what_a_command_that_fails_wrote_is_told():
    with pytest.raises(subprocess.CalledProcessError) as caught:
        measure([sys.executable, "-c", "import sys; sys.exit('no articles')"], PROCESSORS)
    assert (caught.value.returncode, caught.value.stderr) == (1, "no articles\n")
