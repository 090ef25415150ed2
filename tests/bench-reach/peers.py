"""Nearest source of every node by scipy or pandana, on a graph that the benchmark wrote.

usage: peers.py scipy|pandana FOLDER
FOLDER holds little-endian arrays: tails, heads, ms (uint32, one street each, open both ways), sources (uint32), x, y (float64).
Prints seconds as JSON; writes the milliseconds of each node to FOLDER/found (float64, infinite where no source is reached).
"""
import json
import sys
import time
from pathlib import Path

import numpy as np

peer, folder = sys.argv[1], Path(sys.argv[2])
tails, heads, ms, sources = (np.fromfile(folder / name, "<u4") for name in ("tails", "heads", "ms", "sources"))
x, y = (np.fromfile(folder / name, "<f8") for name in ("x", "y"))

if peer == "scipy":
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    both = (np.concatenate([tails, heads]), np.concatenate([heads, tails]))
    graph = csr_matrix((np.concatenate([ms, ms]).astype("f8"), both), shape=(len(x), len(x)))
    started = time.perf_counter()
    found = dijkstra(graph, directed=True, indices=sources, min_only=True)
    seconds = {"query": time.perf_counter() - started}
else:
    import contextlib
    import os

    import pandana
    import pandas as pd

    # It keeps whole thousandths in 32 bits, and cuts the rest off: seconds fit where milliseconds would overflow.
    seconds_of_street = (ms.astype("f8") + 0.5) / 1_000
    farthest = 20_000.0
    # It writes of its progress to standard output.
    silent = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with contextlib.redirect_stdout(None):
        started = time.perf_counter()
        network = pandana.Network(
            pd.Series(x), pd.Series(y), pd.Series(tails.astype("i8")), pd.Series(heads.astype("i8")),
            pd.DataFrame({"seconds": seconds_of_street}), twoway=True,
        )
        built = time.perf_counter()
        network.set_pois("sources", farthest, 1, pd.Series(x[sources]), pd.Series(y[sources]))
        found = network.nearest_pois(farthest, "sources", num_pois=1)[1].to_numpy()
        done = time.perf_counter()
    os.dup2(silent, 1)
    found = np.where(found >= farthest, np.inf, found * 1_000)
    seconds = {"build": built - started, "query": done - built}

found.astype("<f8").tofile(folder / "found")
print(json.dumps(seconds))
