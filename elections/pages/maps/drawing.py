"""A map of councils as a page draws it: every hexagon with its link, the legend, and what is not on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from councils.domain.hexagons import INSET, OUTLINE, Frame, Place, borders, in_reading_order
from elections.browsing.choices import FacetChoices
from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Switch
from elections.pages.election.shown import Shown
from elections.pages.facts import ContestFacts, MapMaterial, MapPlace, Parties
from elections.pages.maps.marks import (
    CHANGED_HANDS,
    COLOURING_LABELS,
    EMPTY,
    FACET_OF,
    GREY,
    Colouring,
    Letters,
    Mark,
    letters_of,
    mark_of,
    mark_of_value,
)
from elections.pages.maps.switches import (
    CLOSE,
    COLOURED_BY,
    COUNTIES,
    LAYER,
    LAYER_LABELS,
    ZOOM,
    layers_of,
)
from elections.pages.maps.words import hexagon_words
from elections.pages.words import count

# A map that is narrower, in its own units, need not fill the page.
SMALL = 240
# A map that is no wider has room for all letters on a phone.
ROOMY = 330


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One council on the map: where its middle is, how it looks, where it leads, what it says."""

    x: int
    y: int
    mark: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class MapChoice:
    """A position of a switch, as a link. `key` is its id, which keeps its focus."""

    key: str
    label: str
    href: str
    is_current: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a mark means, over how many of the councils, and the link that shows those alone."""

    key: str
    mark: Mark
    label: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class NotOnTheMap:
    """A council that fits and has no place on any map."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class MapView:
    """A map, and all that is said around it.

    `description` says in words how many councils are drawn and what of; `elsewhere` which of
    those that fit are on the other map, to which `other` leads.
    """

    colourings: tuple[MapChoice, ...]
    layers: tuple[MapChoice, ...]
    views: tuple[MapChoice, ...]
    marks: tuple[Mark, ...]
    hexagons: tuple[Hexagon, ...]
    borders: str
    width: int
    height: int
    legend: tuple[LegendEntry, ...]
    legend_label: str
    says_changes: bool
    description: str
    elsewhere: str
    other: str
    not_on_it: tuple[NotOnTheMap, ...]
    svg: str

    @property
    def outline(self) -> str:
        """Return the path of a hexagon."""
        return OUTLINE

    @property
    def inset(self) -> str:
        """Return the path of its thick edge."""
        return INSET

    @property
    def is_small(self) -> bool:
        """Return whether so few hexagons stand side by side that each is large at any width."""
        return self.width < SMALL

    @property
    def has_room(self) -> bool:
        """Return whether there is room for three letters in a hexagon on a phone."""
        return self.width <= ROOMY

    @property
    def patterns(self) -> tuple[str, ...]:
        """Return the colours' classes of which there is a hatching."""
        return tuple(dict.fromkeys(mark.fill for mark in self.marks if mark.pattern))


def map_view(
    material: MapMaterial,
    shown: Shown,
    facets: Sequence[FacetChoices],
    parties: Parties,
    *,
    address: str,
    absent: str,
) -> MapView | None:
    """Return the map of what is shown, or None where nobody has a place or there is no contest.

    `shown.vocabulary` has the switches of `map_switches`. `address` is the page's own; `absent` is
    said of councils of which there is no contest.
    """
    if not material.places or not shown.all:
        return None
    criteria, switches = shown.criteria, shown.vocabulary.switches
    layered = next(each for each in switches if each.parameter == LAYER)
    colouring = Colouring(criteria.position(COLOURED_BY))
    layer = criteria.position(layered)
    drawn = _Drawn(material, shown, facets, parties, address, absent, colouring)
    places = [place for place in material.places if place.layout == layer]
    among_them = {_slug(each) for each in shown.contests} if criteria.narrows else set()
    near = [_at(place) for place in places if place.council in among_them]
    frame = Frame.around([_at(place) for place in places])
    if near and criteria.position(ZOOM) == CLOSE:
        frame = Frame.around(near).with_neighbours()
        places = [place for place in places if frame.holds(_at(place))]
    hexagons, marks = drawn.hexagons(places, frame)
    legend = drawn.legend()
    says_changes = colouring is Colouring.CONTROL and any(mark.is_outlined for mark in marks)
    edge = (CHANGED_HANDS,) if says_changes else ()
    in_use = {mark.key: mark for mark in (*marks, *(entry.mark for entry in legend), *edge)}
    elsewhere, not_on_it = drawn.elsewhere(layer)
    other = next((each for each in layered.labels if each != layer), layer)
    return MapView(
        colourings=drawn.choices(COLOURED_BY),
        layers=drawn.choices(layered) if drawn.has_both_layers() else (),
        views=drawn.choices(ZOOM) if near else (),
        marks=tuple(in_use[key] for key in sorted(in_use)),
        hexagons=hexagons,
        borders=borders({_at(place): place.region for place in places}, frame),
        width=frame.width,
        height=frame.height,
        legend=legend,
        legend_label=COLOURING_LABELS[colouring],
        says_changes=says_changes,
        description=_description(marks, colouring),
        elsewhere=elsewhere,
        other=address + criteria.with_switch(layered, other, switches).query,
        not_on_it=not_on_it,
        svg=f"{address}map.svg{criteria.query}",
    )


def _at(place: MapPlace) -> Place:
    return Place(place.east, place.north)


def _description(marks: Sequence[Mark], colouring: Colouring) -> str:
    """Return what is drawn, in words that also say what is neither in the legend nor shown."""
    number = sum(mark not in (GREY, EMPTY) for mark in marks)
    sentences = [
        f"{count(number, 'council')} by {COLOURING_LABELS[colouring].lower()}.",
        "Each hexagon is a council and leads to its page.",
    ]
    if GREY in marks:
        sentences.append("Those that the filters leave out are grey.")
    if EMPTY in marks:
        sentences.append("Outlines are councils without an election here.")
    return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A map that is being drawn."""

    material: MapMaterial
    shown: Shown
    facets: Sequence[FacetChoices]
    parties: Parties
    address: str
    absent: str
    colouring: Colouring

    @property
    def letters(self) -> Mapping[str, Letters]:
        """Return each party's letters."""
        return letters_of(self.parties)

    @property
    def layers(self) -> Mapping[str, frozenset[str]]:
        """Return the layers that each council is on."""
        return layers_of(self.material)

    def hexagons(
        self, places: Sequence[MapPlace], frame: Frame
    ) -> tuple[tuple[Hexagon, ...], list[Mark]]:
        """Return each place drawn once, in the order in which a page is read, and their marks."""
        contests = {each.contest.council.slug: each for each in self.shown.all}
        fitting = {each.contest.council.slug for each in self.shown.contests}
        by_place = {_at(place): place for place in places}
        hexagons, marks = [], []
        for at in in_reading_order(by_place):
            place, (x, y) = by_place[at], frame.at(at)
            summary = contests.get(place.council)
            if summary is None:
                mark = EMPTY
                href = f"{self.material.councils}{place.council}/"
                text = f"{place.name}: {self.absent}"
            else:
                mark = mark_of(summary, self.colouring, self.letters)
                if place.council not in fitting:
                    mark = GREY
                href = self._page_of(summary.contest)
                text = hexagon_words(summary, self.parties)
            hexagons.append(Hexagon(x, y, mark.key, href, text))
            marks.append(mark)
        return tuple(hexagons), marks

    def legend(self) -> tuple[LegendEntry, ...]:
        """Return what the marks mean: the choices of the facet that the map is coloured by."""
        facet = FACET_OF[self.colouring]
        offered = next((each for each in self.facets if each.facet is facet), None)
        return tuple(
            LegendEntry(
                f"legend-{facet}-{choice.value}",
                mark_of_value(choice.value, self.colouring, self.letters),
                choice.label,
                choice.count,
                self.address + choice.switched.query,
                choice.is_chosen,
            )
            for choice in (offered.choices if offered else ())
            if choice.count or choice.is_chosen
        )

    def choices(self, switch: Switch) -> tuple[MapChoice, ...]:
        """Return each position of a switch as a link."""
        criteria, switches = self.shown.criteria, self.shown.vocabulary.switches
        return tuple(
            MapChoice(
                f"{switch.parameter}-{position}",
                label,
                self.address + criteria.with_switch(switch, position, switches).query,
                is_current=criteria.position(switch) == position,
                note=str(self.number_on(position, self.shown.contests))
                if switch.parameter == LAYER
                else "",
            )
            for position, label in switch.labels.items()
        )

    def has_both_layers(self) -> bool:
        """Return whether there are contests on both maps."""
        return all(self.number_on(layer, self.shown.all) for layer in LAYER_LABELS)

    def elsewhere(self, layer: str) -> tuple[str, tuple[NotOnTheMap, ...]]:
        """Return what is said of contests that fit and are not on this map, and those on none."""
        other = next(each for each in LAYER_LABELS if each != layer)
        on_other = self.number_on(other, self.shown.contests)
        nowhere = [each for each in self.shown.contests if _slug(each) not in self.layers]
        words = ""
        if on_other:
            kind = "county council" if other == COUNTIES else "district or unitary council"
            kinds = "county councils" if other == COUNTIES else "district and unitary councils"
            words = f"{count(on_other, kind, kinds)} {'is' if on_other == 1 else 'are'}"
        return words, tuple(
            NotOnTheMap(self._page_of(each.contest), hexagon_words(each, self.parties))
            for each in nowhere
        )

    def number_on(self, layer: str, contests: Iterable[ContestSummary]) -> int:
        """Return how many of some contests have a place on a layer."""
        return sum(layer in self.layers.get(_slug(each), ()) for each in contests)

    def _page_of(self, contest: ContestFacts) -> str:
        return f"{self.material.elections}{contest.election.slug}/{contest.council.slug}/"


def _slug(summary: ContestSummary) -> str:
    return summary.contest.council.slug
