"""Whole assessments, done by a simulated person or by a body that leans as told."""

import pytest

from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.assessments.alone import conduct
from steadyquest.session.assessments.conduct import Assessing
from steadyquest.session.assessments.protocol import assessment
from steadyquest.signal.mat import parse_feet
from steadyquest.simulate.person import SimulatedPerson


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def mia(store):
    return store.players.add("Mia", height_cm=170.0, birth_year=1990)


@pytest.fixture
def assess(store, mia):
    """Lets a simulated person do a whole assessment; gives what the trials came to."""

    def assess(kind, *, person="steady", seed=3, spread=0.0, feet="C4 D4", notes=None, source=None, **wanted):
        source = source or SimulatedPerson(person, seed=seed, spread=spread)
        found = []
        with Recorder(store) as recorder:
            options = Options(feet=parse_feet(feet) if feet else None, seed=seed)
            session = Session(source, player=mia, options=options, store=store, recorder=recorder, label="sim")
            if notes:
                session.note(**notes)

            def look(scene):
                source.reach = session.reach
                source.observe(scene)

            assessing = Assessing(assessment(kind, **wanted), session=session, store=store)
            conduct(assessing, session=session, ready=lambda _: None, told=found.append, watch=look, fast=True)
            session.end()
        return found

    return assess
