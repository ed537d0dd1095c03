"""How many threads to use on a machine that others use too."""
import time

import torch

SLOW_FACTOR = 1.8
STEPS_ALONE = 25


class Pace:
    """Falls back to one thread while another process holds a core.

    Threads of one operation wait for the slowest of them, so on two cores with one taken
    two threads were measured 2 to 5 times slower than one. A step that takes SLOW_FACTOR
    times the fastest seen turns to one thread for STEPS_ALONE steps, then tries again.
    The number of threads changes only the rounding of sums.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.fastest = float("inf")
        self.alone = 0
        self.began = time.monotonic()
        torch.set_num_threads(threads)

    def start(self) -> None:
        self.began = time.monotonic()

    def step_done(self) -> None:
        """Call after each step of equal work."""
        seconds = time.monotonic() - self.began
        self.began += seconds
        if self.alone:
            self.alone -= 1
            if not self.alone:
                torch.set_num_threads(self.threads)
        else:
            self.fastest = min(self.fastest, seconds)
            if seconds > SLOW_FACTOR * self.fastest and self.threads > 1:
                self.alone = STEPS_ALONE
                torch.set_num_threads(1)
