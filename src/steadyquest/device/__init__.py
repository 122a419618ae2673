"""Sources that live outside the process: serial boards, recordings, files; and the board emulator."""
