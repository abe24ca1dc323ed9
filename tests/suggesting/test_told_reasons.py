"""A reason speaks of what the words of the clause show; a cue may weigh without being told."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Burden, Cure, Facts
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.match import View, holds

SIGNALS = load_playbook().signals


def is_told(signal: str, text: str, facts: Facts | None = None) -> bool:
    view = View(words=text, subtype=None, burden=Burden.VENDOR, facts=facts or Facts())
    return holds(SIGNALS[signal].told_when, view)


@pytest.mark.parametrize(
    ("signal", "shown", "not_shown"),
    [
        (
            "knowing_wrong",
            "Whoever knowingly books hours that nobody worked loses the fee.",
            "The Maker bears the recall, save where others tampered with the goods.",
        ),
        (
            "knowing_wrong",
            "False figures in a claim cost the whole bonus.",
            "Whoever discloses a drawing may be told to leave.",
        ),
        (
            "nothing_to_trade",
            "The Maker bears the cost of the recall.",
            "The Maker pays [*] dollars for each case.",
        ),
        (
            "free_days_first",
            "After the free days, up to 10 of them, 50 a day falls due.",
            "All time beyond the free time allowed costs 50 an hour.",
        ),
        (
            "capped_and_excused",
            "At most 10% falls due, save for delay that the Buyer caused.",
            "At most 10% falls due, as the Buyer caused by its order.",
        ),
        (
            "rewrites_the_contract",
            "The Bank may change any of the terms at any time.",
            "The Maker takes the change at the present price and terms, or makes an offer at any time.",
        ),
        (
            "conditioned_exit",
            "The Buyer may leave only if the Maker has been sold.",
            "Either may leave at any time, provided that this shall not end the lease.",
        ),
        (
            "talks_built_in",
            "The parties shall meet before a notice is sent.",
            "The Maker shall agree to quantities that meet the forecast.",
        ),
        (
            "points_elsewhere",
            "The sum worked out under Section 4 falls due.",
            "Interest worked out in accordance with this Section falls due.",
        ),
        (
            "exit_on_an_event",
            "The Owner may terminate if the licence is withdrawn.",
            "It is renewed for a year unless one of them says no; it may be terminated.",
        ),
        (
            "flat_sum_for_being_late",
            "A late fee of 40 EUR falls due.",
            "A late charge of 1.5% per month falls due.",
        ),
        (
            "stepped_credit",
            "The fee falls by 1% for each full point below the target.",
            "For every complaint that is upheld 80 is taken off.",
        ),
        (
            "tolerance_or_exceptions",
            "Misses that the Client caused are left out.",
            "It is doubled where the level is missed in three consecutive months.",
        ),
        (
            "audit_at_will",
            "The Buyer may look into the books at any time.",
            "The Maker pays the cost of the audit where it shows an error.",
        ),
    ],
)
def test_a_reason_is_told_only_where_the_words_show_it(
    signal: str, shown: str, not_shown: str
) -> None:
    assert is_told(signal, shown)
    assert not is_told(signal, not_shown)


def test_a_notice_of_an_option_is_no_time_to_put_things_right() -> None:
    notice = Facts(cure=Cure(start=0, end=9, text="120 days’", days=120.0))
    text = "On 120 days’ notice the Maker may take a part back."
    assert not is_told("long_cure", text, notice)
    assert is_told("long_cure", "It may leave if the fault is not cured within 30 days.")


@pytest.mark.parametrize(
    ("lesson", "model", "no_model"),
    [
        ("T3", "The Maker shows its cost data each quarter.", "The Maker reports each recall."),
        (
            "T5",
            "It goes to the managers, then to senior executives.",
            "They talk about an invoice.",
        ),
        (
            "T1",
            "Both shall act openly and in good faith.",
            "They negotiate the fair market rent in good faith.",
        ),
        (
            "T2",
            "A joint committee meets each quarter.",
            "A holder of common stock may name who sits on the board.",
        ),
        ("T2", "The managers meet each month.", "The Host shall meet each service level."),
        (
            "T6",
            "If demand falls by a third the parties shall negotiate a new price.",
            "The Maker may change its price each year and they discuss what follows.",
        ),
        (
            "T6",
            "The parties shall adjust the fee in good faith.",
            "They negotiate the fee; if they fail to agree the matter is referred to an expert, unless settled before it ends.",
        ),
        ("T7", "Both agree on the budget of each year.", "Both shall jointly develop a card."),
    ],
)
def test_a_clause_is_a_model_only_of_what_its_words_hold(
    lesson: str, model: str, no_model: str
) -> None:
    when = load_playbook().lessons[lesson].when
    assert holds(when, View(words=model, subtype=None))
    assert not holds(when, View(words=no_model, subtype=None))
