"""Weights: the basis gives them, a workspace may change one with its reason, personal data never gets lighter."""

import pytest

from pipelines.model.finding import Finding, Weight
from pipelines.validate.weights import weigh

NOTE = Weight("notice", "台帳を整えているため")
STOP = Weight("error", "座標のない施設は公開しないため")


def test_a_code_that_nobody_weighs_keeps_what_its_basis_gave():
    finding = Finding("date-unknown", "error", basis="official")
    assert weigh([finding], {"other": NOTE}) == (finding,)


def test_a_lowered_finding_tells_what_it_was_and_why():
    (found,) = weigh([Finding("date-unknown", "error", line=3, basis="official")], {"date-unknown": NOTE})
    assert (found.severity, found.severity_before, found.reason) == ("notice", "error", NOTE.reason)
    assert (found.line, found.basis) == (3, "official")


def test_a_raised_finding_blocks():
    (found,) = weigh([Finding("coordinate-outside", "warning")], {"coordinate-outside": STOP})
    assert (found.severity, found.severity_before) == ("error", "warning")


def test_a_finding_that_already_weighs_so_has_no_reason_to_show():
    finding = Finding("coordinate-outside", "error")
    assert weigh([finding], {"coordinate-outside": STOP}) == (finding,)


@pytest.mark.parametrize("code", ["personal-data", "personal-mobile"])
def test_personal_data_is_never_lowered_but_may_be_raised(code):
    (found,) = weigh([Finding(code, "error")], {code: NOTE})
    assert found.severity == "error"
    (found,) = weigh([Finding(code, "warning")], {code: STOP})
    assert found.severity == "error"


@pytest.mark.parametrize("code", ["address-town-unknown", "address-chome-undecided"])
def test_what_is_only_plausible_blocks_nothing_unless_the_ward_says_so(code):
    finding = Finding(code, "error", basis="official")
    (plain,) = weigh([finding], {})
    assert (plain.severity, plain.basis, plain.reason) == ("warning", "inferred", "")
    (decided,) = weigh([finding], {code: STOP})
    assert (decided.severity, decided.severity_before) == ("error", "warning")


def test_an_address_that_its_own_row_completes_is_told_once_with_what_to_type():
    riddle, other = (
        Finding("address-unknown", "error", line=3, field="住所"),
        Finding("address-unknown", "error", line=4),
    )
    scope = Finding("address-scope", "warning", line=3, field="住所", proposal="石川県小松市草野町地内")
    assert weigh([riddle, other, scope], {}) == (other, scope)
    unproposed = Finding("address-scope", "warning", line=3, field="住所")
    assert weigh([riddle, unproposed], {}) == (riddle, unproposed)
