"""Unattended runs: many productions in turn, none of which can stop the next."""

import logging
import os

if not os.environ.get("TIEOUT_TRACE"):
    # what fails is told in a sentence; where it failed is for those who ask
    logging.getLogger(__name__).addHandler(logging.NullHandler())
