"""The packaged playbook: complete, connected, and each cue shown by cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources

import pytest
from pydantic import ValidationError

from clauseadvisor.domain import SUBTYPES, Burden, Kind, Label, Verdict
from clauseadvisor.playbook.cue_schema import Cue, When
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.recipe_schema import Recipe, mechanisms_of
from clauseadvisor.playbook.sayings import SAYINGS, Saying
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.playbook.texts import ANCHORS
from clauseadvisor.suggesting.match import View, holds

PLAYBOOK = load_playbook()


def every_cue(playbook: Playbook) -> Iterator[tuple[str, Cue]]:
    for signal in playbook.signals.values():
        yield f"signal {signal.id}", signal
    for element in playbook.clarity.values():
        yield f"clarity {element.id}", element
    for aside in playbook.asides.values():
        yield f"aside {aside.id}", aside
    for anchor in playbook.anchors.values():
        yield f"anchor {anchor.id}", anchor
    for kind in playbook.kinds.values():
        yield f"kind {kind.id}", kind
    for bearer in playbook.bearers.values():
        yield f"bearer {bearer.id}", bearer
    for relief in playbook.reliefs.values():
        yield f"relief {relief.id}", relief
    for matter in playbook.unadvised.values():
        yield f"unadvised {matter.id}", matter
    for duty in playbook.duties.values():
        yield f"duty {duty.id}", duty
    for formality in playbook.formalities.values():
        yield f"formality {formality.id}", formality
    for lesson in playbook.lessons.values():
        for number, proviso in enumerate(lesson.provisos):
            yield f"lesson {lesson.id} {number}", proviso
    for device in playbook.devices.values():
        yield f"device {device.id}", device
    for guardrail in playbook.guardrails.values():
        for number, cue in enumerate(guardrail.cues):
            yield f"guardrail {guardrail.id} {number}", cue
    for route in playbook.routes.values():
        for choice in route.choices:
            yield f"route {route.id} {choice.recipe}", choice
    for recipe in playbook.recipes.values():
        if recipe.needs:
            yield f"need {recipe.id}", recipe.needs
        for variant in recipe.variants:
            yield f"variant {recipe.id} {variant.id}", variant
    for norm in playbook.norms.values():
        if norm.coverage:
            coverage = norm.coverage
            cues = (*coverage.cues, *coverage.half_cues, *coverage.anywhere, *coverage.lastly)
            for number, cue in enumerate(cues):
                yield f"norm {norm.id} {number}", cue


CUES = list(every_cue(PLAYBOOK))
WORDED = [(name, cue) for name, cue in CUES if cue.when.any_of or cue.when.all_of]


def view(words: str, cue: Cue) -> View:
    """A view that meets the cue's other conditions as far as words cannot."""
    return View(words=words, subtype=None, burden=(*cue.when.burden, Burden.UNKNOWN)[0])


def words_alone(cue: Cue) -> Cue:
    """The cue without the conditions on facts, which a sentence by itself cannot show."""
    loose = {"cap": None, "cure": None, "metric": None, "trigger": None, "money": None}
    loose |= {"percent": None, "rate_below": None, "rate_above": None, "subtypes": ()}
    loose |= {"percentages_from": None, "there": (), "lacks": (), "kinds": (), "not_kinds": ()}
    return cue.model_copy(update={"when": cue.when.model_copy(update=loose)})


@pytest.mark.parametrize(("name", "cue"), WORDED, ids=[name for name, _ in WORDED])
def test_every_cue_bites_on_its_examples(name: str, cue: Cue) -> None:
    if not any(cue.when.model_dump()[key] for key in ("metric", "cap", "burden")):
        assert cue.examples, f"{name} has no example"
    for example in cue.examples:
        assert holds(words_alone(cue).when, view(example, cue)), f"{name} misses: {example}"


@pytest.mark.parametrize(("name", "cue"), WORDED, ids=[name for name, _ in WORDED])
def test_no_cue_bites_on_its_counter_examples(name: str, cue: Cue) -> None:
    for example in cue.counter_examples:
        assert not holds(words_alone(cue).when, view(example, cue)), f"{name} bites: {example}"


def test_every_pattern_matches_an_example() -> None:
    """A pattern that no example sets off may be misspelt: each recipe's cues keep at least one."""
    bare = [name for name, cue in WORDED if cue.examples and not cue.counter_examples]
    assert bare == [], "each worded cue shows a counter-example as well"


@pytest.mark.parametrize("label", [Label.PENALTY, Label.CONTROL])
def test_every_penalty_and_control_sub_type_has_a_route(label: Label) -> None:
    routed = {route.subtype for route in PLAYBOOK.routes.values()}
    assert set(SUBTYPES[label]) <= routed


def test_the_catalogue_is_complete() -> None:
    wanted = {f"P{number}" for number in range(1, 14)} | {f"C{number}" for number in range(1, 13)}
    asked_for = {relief.recipe for relief in PLAYBOOK.reliefs.values()}
    assert wanted | asked_for == set(PLAYBOOK.recipes)
    assert not wanted & asked_for
    reached = {choice.recipe for route in PLAYBOOK.routes.values() for choice in route.choices}
    reached |= {route.otherwise for route in PLAYBOOK.routes.values()}
    assert wanted == reached, "every recipe can be reached from a sub-type"


@pytest.mark.parametrize(
    "norm",
    [
        *(f"R{number}" for number in range(1, 10)),
        *(f"key-{number:02d}" for number in range(1, 13)),
        *(f"facts-{letter}" for letter in "FACTS" if letter),
        *(f"S5-c{number}" for number in range(1, 15) if number != 10),
        *("S1-thinking", "S1-solving", "S1-integrity", "S1-honesty", "S1-transparency"),
        *("S1-ethic", "S1-reliability", "S3-credibility", "S4-listen", "S4-judge"),
        *("S4-deliver", "S4-balance", "S4-two-way"),
    ],
)
def test_every_norm_of_the_sources_is_there_with_its_source(norm: str) -> None:
    assert PLAYBOOK.norms[norm].source


@pytest.mark.parametrize("design", [f"F{number}" for number in range(1, 8)])
def test_every_funding_design_names_where_the_money_comes_from(design: str) -> None:
    mechanism = PLAYBOOK.mechanisms[design]
    assert mechanism.kind is Kind.BONUS
    assert mechanism.funding


def test_the_twelve_pitfalls_are_there() -> None:
    assert len(PLAYBOOK.pitfalls) == 12


def test_every_incentive_and_trust_sub_type_has_a_lesson() -> None:
    taught = {lesson.subtype for lesson in PLAYBOOK.lessons.values()}
    assert taught == set(SUBTYPES[Label.INCENTIVE]) | set(SUBTYPES[Label.TRUST])


SPOKEN = [
    *PLAYBOOK.recipes.values(),
    *(each.as_in(variant) for each in PLAYBOOK.recipes.values() for variant in each.variants),
]


@pytest.mark.parametrize("recipe", SPOKEN, ids=lambda recipe: f"{recipe.id} {recipe.charge}")
def test_a_recipe_that_changes_something_offers_and_negotiates(recipe) -> None:  # type: ignore[no-untyped-def]
    changes = [each for each in recipe.advice if each is not Verdict.KEEP]
    assert Verdict.KEEP in recipe.advice
    for verdict in changes:
        advice = recipe.advice[verdict]
        assert advice.parts, f"{recipe.id} {verdict} proposes no words"
        assert mechanisms_of(advice), f"{recipe.id} {verdict} names no mechanism"
        assert recipe.trust, f"{recipe.id} offers no trust norm"
        # Whatever the contract has already, one is left to offer.
        assert recipe.trust[-1].when == When(), f"{recipe.id}: its last trust norm may not fit"
        assert recipe.risks
    assert recipe.sources
    assert recipe.first_step


def test_every_anchor_that_an_addition_may_name_is_known() -> None:
    assert set(PLAYBOOK.anchors) == set(ANCHORS)


def test_an_addition_waits_behind_changes_of_clauses_unless_it_is_pressing() -> None:
    for norm in PLAYBOOK.norms.values():
        if norm.addition and norm.addition.pressing:
            assert norm.addition.importance < norm.addition.pressing.importance


def test_every_sentence_that_advice_is_told_in_is_there() -> None:
    assert set(PLAYBOOK.sayings) == set(SAYINGS)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"id": "both_ask", "text": "Propose {in_return}."}, "unknown slot"),
        ({"id": "nobody_says_this", "text": "Propose."}, "no sentence of this name"),
        ({"id": "opening", "text": "Ask “{question}” first. {ask}"}, "expected it to begin"),
    ],
)
def test_a_sentence_that_could_not_be_filled_is_refused(
    entry: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Saying.model_validate(entry)


def test_a_wording_that_takes_the_place_of_a_clause_begins_so_that_a_redline_knows_it() -> None:
    leads = [
        advice.lead
        for recipe in PLAYBOOK.recipes.values()
        for each in (recipe, *recipe.variants)
        if (advice := each.advice.get(Verdict.REPLACE)) is not None and advice.lead
    ]
    assert leads
    assert [
        lead for lead in leads if not lead.startswith("The following shall take the place of ")
    ] == []


#: Words that look back at dealings: before a contract is signed there are none.
LOOKS_BACK = re.compile(
    r"\b(?:last (?:\w+ )?(?:year|quarter|month|months|years|time|\w+ed)|last \w+[’']s|the last \w+|ever|did|took|was|were)\b"
)


def first_steps() -> Iterator[tuple[str, str]]:
    for recipe in (*PLAYBOOK.recipes.values(), *every_variant()):
        for voice in (recipe, recipe.carried, recipe.held):
            if voice is not None and voice.first_step:
                yield recipe.id, voice.first_step
        yield from ((recipe.id, question) for question in recipe.questions or ())
    for lesson in PLAYBOOK.lessons.values():
        yield lesson.id, lesson.first_step
    for norm in PLAYBOOK.norms.values():
        if norm.addition:
            yield norm.id, norm.addition.first_step


def every_variant() -> Iterator[Recipe]:
    for recipe in PLAYBOOK.recipes.values():
        yield from (recipe.as_in(variant) for variant in recipe.variants)


def test_no_first_step_and_no_question_looks_back_at_dealings_that_there_may_not_have_been() -> (
    None
):
    assert [each for each in first_steps() if LOOKS_BACK.search(each[1])] == []


def test_no_side_is_told_to_show_its_own_late_payments_or_orders() -> None:
    for _, step in first_steps():
        assert not re.search(
            r"\b(?:show|list|send)\b.{0,20}\byour (?:own )?(?:late|pipeline)", step
        )


def test_no_pattern_reads_the_whole_text_from_each_of_its_places() -> None:
    """A pattern that opens by looking ahead through all of a clause is tried once, at its beginning."""
    folder = resources.files("clauseadvisor.playbook") / "data"
    found = {
        each.name: opening
        for each in folder.iterdir()
        if each.name.endswith(".yml")
        for opening in re.findall(r"['\"]\(\?[=!]\.\*.{0,40}", each.read_text(encoding="utf-8"))
    }
    assert found == {}
