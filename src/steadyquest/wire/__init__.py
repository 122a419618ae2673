"""Bytes to and from board messages: protocol version 1. Knows neither ports nor clocks."""
