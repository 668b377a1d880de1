"""Operating-system limits of the decoding process, set by itself before it reads a byte of the file.

Where the system lacks one (macOS has no limit of memory), the others hold, and the parent's clock.
"""

import contextlib
import os
import resource

CPU_SECONDS = 15
# Pictures within the limits were seen to take up to 0.9 GB: 50 megapixels of WebP with transparency.
MEMORY = 1280 * 1024 * 1024
# More than the sizes of any picture that we make.
OUTPUT = 64 * 1024 * 1024
# After the pages of readers, who cannot wait.
NICENESS = 5


def confine() -> None:
    """Limit time, memory and output of this process, and let the kernel end it first for want of memory."""
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
