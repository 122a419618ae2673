"""Assessments: trials that are measured and never judged, led by a therapist, played and recorded as any run is."""
