"""What is kept on disk: players, sessions, runs, samples. The only place that speaks SQL."""
