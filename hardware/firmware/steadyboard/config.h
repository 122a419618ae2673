// What may be set: pins, baud rate, and two switches that break the reader on purpose.
#pragma once

#include <stdint.h>

#define FIRMWARE_VERSION "1.0"

// 57600 is for long cables and odd USB chips; the host tries both.
#ifndef BAUD_RATE
#define BAUD_RATE 115200
#endif

// Corners in the order of the protocol: front left, front right, rear left, rear right.
constexpr uint8_t CHANNELS = 4;
constexpr uint8_t ALL_CHANNELS = 0x0F;
constexpr uint8_t DOUT_PINS[CHANNELS] = {4, 5, 6, 7};
constexpr uint8_t SCK_PINS[CHANNELS] = {8, 9, 10, 11};

// Negative controls: a build with either switch has to be caught by the tests (see ../README.md).
// SHARED_CLOCK: all four chips on one clock, read when all are ready, as in many published wirings.
// SCK_HIGH_US: above 60 the chips power down in the middle of a word.
#ifndef SHARED_CLOCK
#define SHARED_CLOCK 0
#endif
#ifndef SCK_HIGH_US
#define SCK_HIGH_US 1
#endif

// A board without EEPROM can be given its name here: #define BOARD_ID 0x1234ABCD
