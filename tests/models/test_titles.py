"""Role titles are compared by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.titles import fold, fold_role


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café  MANAGER", "cafe manager"),
        ("Customer Service–Representative.", "customer service representative"),
        ("Health & Safety Officer", "Health and safety officer"),
        ("نادِل", "نادل"),
        ("أخصائي", "اخصائى"),
        ("مدرسة", "مدرسه"),
        ("ٱلمدير", "المدير"),
        ("مـحـاسـب", "\u200fمحاسب"),
        ("کاتب مالی", "كاتب مالي"),
    ],
)
def test_case_accents_spaces_and_punctuation_do_not_matter(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("Registered Nurses", "registered nurse"),
        ("Executive Secretaries", "executive secretary"),
        ("Waiters and Waitresses", "waiter and waitress"),
        ("Sales Bosses", "sales boss"),
        ("Taxes Analysts", "Tax analyst"),
        ("Dishwashers", "dishwasher"),
        ("مهندسون", "مهندس"),
        ("مهندسين", "مهندس"),
        ("مهندسات", "مهندس"),
        ("مهندسة", "مهندس"),
        ("مدير المبيعات", "مدير مبيعات"),
    ],
)
def test_number_gender_and_article_do_not_matter(many: str, one: str) -> None:
    assert fold_role(many) == fold_role(one)


def test_the_plural_counts_only_where_it_is_asked_about() -> None:
    assert fold("Nurses") != fold("Nurse")
    assert fold_role("Nurse") != fold_role("Purse")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_role(text) == fold_role(fold(text))
