"""Wherever a surface is described it is said whether its second derivatives are its own or differences."""

from __future__ import annotations

import pytest

from app.core.surfaces import SURFACES, Surface
from app.web.page.render import templates
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery
from app.web.reference.catalogue import surface_entry
from app.web.surfaces.answer import point_at
from tests.core.test_own_surfaces import bare

OWN, BARE = SURFACES["himmelblau"](), bare(SURFACES["himmelblau"])


@pytest.mark.parametrize(("surface", "told"), [(OWN, False), (BARE, True)], ids=["own", "differences"])
def test_whoever_describes_a_surface_says_whose_its_hessian_is(surface: Surface, told: bool) -> None:
    assert surface_entry(type(surface)).by_differences is told
    assert point_at(surface, 1.0, 2.0).by_differences is told
    page = OptimizersPage(RaceQuery.model_validate({"surface": surface}))
    assert ("differences of its gradient" in page.summary[0]) is told
    html = templates.get_template("optimizers.html").render(page=page, asset=str, here="/optimizers", embed=None)
    assert ("Curvature under Adam, by differences</h2>" in html) is told


def test_no_surface_of_ours_is_told_by_differences() -> None:
    assert not any(surface_entry(one).by_differences for one in SURFACES.values())
