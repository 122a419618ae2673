"""The sound of the game: made here, never loud, and nothing that a frame has to wait for.

    themes ─▶ effects, backing, tones ─▶ shelf (a second process: worker) ─▶ library ─▶ mixer
    screen ─▶ heard ─▶ cues, sound_help ─▶ Sound ─▶ mixer, voice

`themes`, `loudness`, `cues` and `sound_help` are plain data and rules; only `tones`, `backing` and `effects` know
numpy, only `mixer`, `library` and `recording` pygame's mixer.
"""
