"""The job runner: a crawl in, the same records with their articles out, shard by shard.

The flow, a module a step:

    inputs ── reading/ ──▶ records ── units ──▶ units ── pool ──▶ workers ── shards ──▶ output
              (parent)                (parent)           (clocks)   (cleaning)          (parent: rename, receipt)

The parent reads, cuts the records into units and watches the clock; a worker cleans one unit at a time and writes it as one
shard under a temporary name; the parent renames it and leaves a receipt. A unit is the same records whatever ran before and
however many workers there are, so a shard is too.
"""
