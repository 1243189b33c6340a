"""From the inputs of a job to units: read, choose, cut, and know how far it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

from cleaner.jobs.documents import url_of
from cleaner.jobs.errors import JobError, Unreadable
from cleaner.jobs.inputs import Input
from cleaner.jobs.job import InputFormat, Job
from cleaner.jobs.opening import STANDARD
from cleaner.jobs.reading import decoder, read
from cleaner.jobs.records import Bad, Raw, Unit, cut_units
from cleaner.reading.addresses import site_of

SEED = 0
"""A sample is the same whenever it is drawn."""


class Intake:
    """The records of all inputs, in their order, those that the job asks for."""

    def __init__(self, inputs: list[Input], job: Job) -> None:
        if job.sample is not None and any(source.path == STANDARD for source in inputs):
            raise JobError("--sample reads the input twice, standard input can be read once: name a file, or use head")
        self.inputs = inputs
        self.job = job
        self.size = sum(source.size for source in inputs) if all(source.size for source in inputs) else 0
        """Bytes in all; 0 where that is not known."""
        self.position = 0
        """Bytes that are read."""
        self._stream: BinaryIO | None = None
        self._counted = 0

    def units(self, done: Collection[int] = ()) -> Iterator[Unit]:
        """Read and cut; units that are done are read over."""
        chosen = self._sample()
        number = before = self._counted = 0
        for source in self.inputs:
            self._stream = None
            records = self._asked_for(source) if chosen is None else self._drawn(source, chosen)
            for unit in cut_units(number, source.path, source.format, records, self.job.records_a_shard):
                number = unit.number + 1
                self.position = before + self._within(source, unit)
                if unit.number not in done:
                    yield unit
            before += source.size
            self.position = before

    def _within(self, source: Input, unit: Unit) -> int:
        if source.format is InputFormat.PAGES:
            return source.size * (unit.records[-1].number if unit.records else 0) // max(1, len(source.files))
        try:
            return self._stream.tell() if self._stream and source.size else 0
        except (OSError, ValueError):
            return 0

    def _noted(self, stream: BinaryIO) -> BinaryIO:
        self._stream = stream
        return stream

    def _asked_for(self, source: Input) -> Iterator[Raw | Bad]:
        """The records of one input, of the one host where one is named."""
        records = read(source, self._noted)
        if not self.job.only_host:
            return records
        on_host = self._host_test(source, site_of(self.job.only_host))
        return (item for item in records if isinstance(item, Bad) or on_host(item))

    def _host_test(self, source: Input, host: str) -> Callable[[Raw], bool]:
        decode, fields = decoder(source.format), self.job.fields

        def on_host(raw: Raw) -> bool:
            if isinstance(raw.payload, bytes) and host.encode() not in raw.payload.lower():
                return False  # spares the decoding of what cannot be
            try:
                site = site_of(url_of(decode(raw.payload), fields))
            except Unreadable:
                return False
            return site == host or site.endswith(f".{host}")

        return on_host

    def _sample(self) -> frozenset[int] | None:
        """Numbers, over all inputs, of the records that are drawn; None for all."""
        if self.job.sample is None:
            return None
        count = sum(isinstance(item, Raw) for source in self.inputs for item in self._asked_for(source))
        return frozenset(random.Random(SEED).sample(range(count), min(count, self.job.sample)))

    def _drawn(self, source: Input, chosen: frozenset[int]) -> Iterator[Raw | Bad]:
        for item in self._asked_for(source):
            if isinstance(item, Bad):
                yield item
                continue
            if self._counted in chosen:
                yield item
            self._counted += 1
