"""What Microsoft's own validator says of edited workbooks: nothing that it did not say before.

Set ``TIEOUT_OPENXML_SDK`` to a folder for its package (npm installs it there when it is missing).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.writers.validator import Validator
from tests.corpus.battery import judged
from tests.corpus.sample import sampled, wants_all, workbooks_in

TOOLS = os.environ.get("TIEOUT_OPENXML_SDK", "")


@pytest.mark.corpus
@pytest.mark.real
@pytest.mark.skipif(not TOOLS, reason="TIEOUT_OPENXML_SDK does not name a folder")
def test_the_open_xml_sdk_objects_to_nothing_new(corpus, real, tmp_path):
    """The schemas of ECMA-376, Office's extensions and its further rules are kept as before."""
    files = workbooks_in(real) + sampled(workbooks_in(corpus), 1 if wants_all() else 20)
    found = {}
    with Validator(Path(TOOLS)) as validator:
        for path in files:
            verdict = judged(path.read_bytes())
            if not verdict.result:
                continue
            result = tmp_path / f"result{path.suffix}"
            result.write_bytes(verdict.result)
            new = validator.objections(result) - validator.objections(path)
            if new:
                found[path.name] = sorted(new)

    assert found == {}
