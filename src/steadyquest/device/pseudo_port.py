"""A serial port without a cable: a pseudo-terminal whose other end hosts open, one after another."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Self

from steadyquest.errors import DeviceError
from steadyquest.words import tr

CHUNK = 4096


class PseudoPort:
    """The board's end. Never blocks; whole frames go out or none; knows whether a host is there."""

    def __init__(self, *, link: Path | None = None) -> None:
        try:
            import termios  # noqa: F401  # what Windows lacks
            import tty

            master, slave = os.openpty()
        except (ImportError, AttributeError) as error:
            message = tr("this system has no pseudo-terminals, which the emulated board needs; play the file itself")
            raise DeviceError(message) from error
        except OSError as error:
            message = tr("no pseudo-terminal is free ({reason}); close other terminals and try again")
            raise DeviceError(message.format(reason=error.strerror)) from error
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        # With no hand of our own on it, a read fails as soon as the last host has left.
        os.close(slave)
        os.set_blocking(master, False)
        self._master = master
        # Whoever holds the port and whoever pulls it may come at one moment; a number closed twice is another file's.
        self._closing = threading.Lock()
        self._pending = b""
        self.host_there = False
        self._link = link
        if link is not None:
            try:
                self._make_link(link)
            except BaseException:
                os.close(master)
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def hear(self) -> bytes:
        """What the host has sent; also notices whether there is one."""
        try:
            data = os.read(self._master, CHUNK)
        except BlockingIOError:
            self.host_there = True
            return b""
        except OSError:
            data = b""
        if not data and self.host_there:
            self._forget_host()
        self.host_there = bool(data)
        return data

    def say(self, frame: bytes) -> bool:
        """Send a frame, whole or not at all; False when there is no room for it."""
        if not self.host_there or not frame:
            return True
        if self._pending and not self._flush():
            return False
        self._pending = frame
        self._flush()
        return True

    def wait(self, seconds: float) -> None:
        """Until the host speaks or leaves, or the time is over."""
        import select
        import time

        if self.host_there:
            select.select([self._master], [], [], seconds)
        else:
            time.sleep(seconds)

    def close(self) -> None:
        """Unplug: the host's end fails from now on. The link goes too, if it is still ours."""
        with self._closing:
            master, self._master = self._master, -1
        if master < 0:
            return
        os.close(master)
        if self._link is not None and self._link.is_symlink() and str(self._link.readlink()) == self.path:
            self._link.unlink()

    def _flush(self) -> bool:
        """Push out the rest of the last frame; True when nothing is left."""
        try:
            self._pending = self._pending[os.write(self._master, self._pending) :]
        except OSError:
            # Full, or the host has just left; the next `hear` tells.
            return False
        return not self._pending

    def _forget_host(self) -> None:
        """What the last host did not read, and how it had set the line, must not reach the next one."""
        import termios
        import tty

        self._pending = b""
        slave = os.open(self.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            termios.tcflush(slave, termios.TCIOFLUSH)
            tty.setraw(slave)
        finally:
            os.close(slave)

    def _make_link(self, link: Path) -> None:
        if link.exists() and not link.is_symlink():
            raise DeviceError(tr("{link} is not a link and is left alone; choose another name").format(link=link))
        fresh = link.with_name(f".{link.name}.{os.getpid()}")
        try:
            fresh.symlink_to(self.path)
            fresh.replace(link)
        except OSError as error:
            message = tr("the link {link} cannot be made ({reason}); choose another place")
            raise DeviceError(message.format(link=link, reason=error.strerror)) from error
