"""The process that opens pictures of strangers: `python -m bot.artwork.zygote`, its line on
standard input.

It has read the libraries and does nothing else. For every job that comes over the line it forks a
child that has little memory and little time, can open neither file nor connection where the job
is a stranger's, does the one job and ends. A child that dies took one file with it.
"""

import gc
import os
import resource
import signal
import socket
import sys

from bot.artwork import jobs, limits
from bot.artwork.wire import HEAD, unpacked


def main() -> None:
    """Fork as asked until nobody asks any more."""
    line = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # no child holds the line when this one is gone
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a child: it leaves no zombie
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the desk, whose end ends this
    gc.collect()
    gc.freeze()  # so that no child copies pages only to look for garbage on them
    while True:
        said, descriptors, _, _ = socket.recv_fds(line, 1, 1)
        if not said:
            return
        if os.fork() == 0:
            line.close()
            _work(socket.socket(fileno=descriptors[0]))
        os.close(descriptors[0])


def _work(asked: socket.socket) -> None:
    """Never returns."""
    try:
        with asked.makefile("rb") as reads:
            (length,) = HEAD.unpack(reads.read(HEAD.size))
            message = unpacked(reads.read(length))
        job = jobs.JOBS[message.values["job"]]
        confine(job)
        asked.sendall(job.do(message).packed())
    except BaseException as error:
        sys.stderr.write(f"artwork job failed: {type(error).__name__}\n")
    finally:
        os._exit(0)


def confine(job: jobs.Job) -> None:
    """Whatever happens from here on harms only this process, and not for long."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, job.seconds)
    processor = int(job.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    files = 16 if job.ours else 0
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


if __name__ == "__main__":
    main()
