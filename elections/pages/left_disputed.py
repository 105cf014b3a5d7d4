"""What readers are told of a disputed figure that an editor looked into and left as it is."""

from __future__ import annotations

from collections.abc import Mapping

from elections.domain.baselines import AFTER, Baseline
from elections.domain.every_figure import every_figure
from elections.domain.fields import Field, Measure
from elections.pages.facts import ContestMaterial, Result
from elections.pages.figures import key_of
from elections.pages.words import time_and_day


def left_disputed_words(
    material: ContestMaterial, result: Result, baseline: Baseline
) -> Mapping[str, str]:
    """Return what editors said who left figures disputed, by what a page counted so calls each."""
    return {
        _key(name, baseline): f"An editor of this site looked into it at {time_and_day(left.at)} "
        f"and left it disputed: {left.reason.rstrip('.')}."
        for name in every_figure(result.reconciliation)
        if (left := material.left_disputed.get(name.path)) is not None
    }


def _key(name: Field, baseline: Baseline) -> str:
    if name.measure is not Measure.CONTROL:
        return key_of(name, baseline)
    return {AFTER: "control-after", baseline: "control-before"}.get(name.moment, "")
