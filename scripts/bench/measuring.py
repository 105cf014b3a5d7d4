"""Rounds that take turns, their medians, and what each came to beside its target."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


def in_turn(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return each contender's median over rounds in which all take their turn."""
    measured: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, once in contenders.items():
            measured[name].append(once())
    return {name: median(values) for name, values in measured.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """One target, what was measured, and whether that meets it."""

    name: str
    measured: str
    wanted: str
    is_met: bool


@dataclass(slots=True)
class Report:
    """Prints what is measured as it comes, and all targets once more at the end."""

    targets: list[Target] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def title(self, text: str, note: str = "") -> None:
        """Print what is measured next, and how."""
        print(f"\n{text}")
        if note:
            print(f"  ({note})")

    def line(self, name: str, value: str) -> None:
        """Print one thing that was measured."""
        print(f"  {name:<66} {value:>20}", flush=True)

    def at_least(self, name: str, measured: float, wanted: float, unit: str = "times") -> None:
        """Hold a ratio to the least it should be."""
        self._target(
            name, f"{measured:,.2f} {unit}", f"at least {wanted:g} {unit}", met=measured >= wanted
        )

    def at_most(self, name: str, measured: float, wanted: float, unit: str) -> None:
        """Hold a number to the most it should be."""
        shown = f"{measured:,.0f}" if measured == int(measured) else f"{measured:,.2f}"
        self._target(name, f"{shown} {unit}", f"at most {wanted:g} {unit}", met=measured <= wanted)

    def failed(self, name: str, why: str) -> None:
        """Note what could not be measured, and why."""
        self.unanswered.append(name)
        self._target(name, f"not measured: {why}", "", met=False)

    def _target(self, name: str, measured: str, wanted: str, *, met: bool) -> None:
        target = Target(name, measured, wanted, met)
        self.targets.append(target)
        print(f"  {'met    ' if met else 'NOT MET'}  {name}: {measured} ({wanted})", flush=True)

    def summary(self) -> None:
        """Print every target beside what was measured."""
        met = sum(target.is_met for target in self.targets)
        print(f"\nTargets: {met} of {len(self.targets)} met")
        for target in self.targets:
            sign = "met    " if target.is_met else "NOT MET"
            print(f"  {sign}  {target.name:<66} {target.measured:>18}   {target.wanted}")


def machine() -> str:
    """Return what this machine is, in one line."""
    model, cpuinfo = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = names[0] if names else model
    memory = ""
    if hasattr(os, "sysconf"):
        gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        memory = f", {gigabytes:.0f} GB"
    busy = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return (
        f"{os.cpu_count()} x {model}{memory}, {platform.system()} {platform.release()}, "
        f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}{busy}"
    )
