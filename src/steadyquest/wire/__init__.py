"""Bytes to and from board messages: protocol version 1. Knows neither ports nor clocks."""

from steadyquest.wire.decoder import Decoder, Message
from steadyquest.wire.messages import (
    HELLO,
    Hello,
    Text,
    encode_sample,
    encode_text,
    hello_text,
    parse_hello,
    parse_rates,
)

__all__ = [
    "HELLO",
    "Decoder",
    "Hello",
    "Message",
    "Text",
    "encode_sample",
    "encode_text",
    "hello_text",
    "parse_hello",
    "parse_rates",
]
