#!/usr/bin/env python3
"""A batch on a Dask cluster: for those who have outgrown `--shard` on a handful of CI machines.

    pip install 'dask[distributed]'
    dask_batch.py PROJECT SHARDS [SCHEDULER]

PROJECT is a folder with a `convert.toml` that all workers see (a shared disk, or the same checkout on each). Every task
is one run of `convert --shard K/SHARDS`, so a document belongs to the same task however many workers there are, and a
task that is lost with its worker is simply run again by another: what it had written is whole. SCHEDULER is a
cluster's address (`tcp://…:8786`); without one, a cluster of this machine's cores is started and ended with the run.
The report is PROJECT/report.json, made of the tasks' reports; the exit code is the worst of theirs.
The variable CONVERT names the program if it is not `convert` in the workers' PATH.
"""

import os
import subprocess
import sys

from distributed import Client, LocalCluster, get_worker

# What `convert` ends with when documents have faults (1, 3, 4, 5): that is told in the report, and no reason to run the
# same documents again. All else is a fault of the machine.
ENDINGS = {0, 1, 3, 4, 5}


def shard(project, number, count):
    """Converts one share of the project; runs on a worker. Gives back its report and who made it."""
    report = os.path.join(project, f"report-{number}.json")
    program = os.environ.get("CONVERT", "convert")
    words = [program, "--quiet", "-j", "1", "--shard", f"{number}/{count}", "--report", report]
    run = subprocess.run(words, cwd=project, capture_output=True, text=True)
    if run.returncode not in ENDINGS:
        raise RuntimeError(f"{' '.join(words)} ended with {run.returncode}: {run.stderr}")
    return report, get_worker().address, run.stderr


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    project, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    # One thread a worker: each task is a process of its own that uses one core.
    cluster = sys.argv[3] if len(sys.argv) == 4 else LocalCluster(threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        tasks = [client.submit(shard, project, n, count, retries=2, pure=False) for n in range(1, count + 1)]
        done = client.gather(tasks)
    if not isinstance(cluster, str):
        cluster.close()
    for _, _, errors in done:
        sys.stderr.write(errors)
    print(f"{count} shards on {len({worker for _, worker, _ in done})} workers")
    program = os.environ.get("CONVERT", "convert")
    reports = [report for report, _, _ in done]
    merged = subprocess.run([program, "merge-reports", *reports, "--output", os.path.join(project, "report.json")])
    for report in reports:
        os.remove(report)
    sys.exit(merged.returncode)


if __name__ == "__main__":
    main()
