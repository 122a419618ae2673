"""What a report is made of: ticks find their samples, holds their quiet part, damage its reason."""

from __future__ import annotations

import numpy as np
import pytest

from steadyquest.analysis.measure import measure
from steadyquest.reports.document import Track, gather

