// The wire protocol, version 1: frames out, command lines in. Knows neither pins, clocks nor Arduino.
#pragma once

#include <stddef.h>
#include <stdint.h>

constexpr uint8_t PROTOCOL_VERSION = 1;

// Bits of a SAMPLE's status byte.
constexpr uint8_t STATUS_TIMEOUT = 1 << 0;    // sent by timeout: some working channel is not fresh
constexpr uint8_t STATUS_FAULTY = 1 << 1;     // some channel is faulty
constexpr uint8_t STATUS_SATURATED = 1 << 2;  // some working channel is at the end of its range
constexpr uint8_t STATUS_SETTLING = 1 << 3;   // the amplifiers were just powered up
constexpr uint8_t STATUS_OVERRUN = 1 << 4;    // a command line was too long, or commands came too fast
constexpr uint8_t STATUS_DROPPED = 1 << 5;    // an earlier frame found no room and was thrown away

constexpr int32_t COUNT_LEAST = -8388608;
constexpr int32_t COUNT_MOST = 8388607;
constexpr uint8_t AGE_UNIT_US = 64;
constexpr uint8_t AGE_MOST = 255;

constexpr uint8_t TEXT_MOST = 64;       // characters in a TEXT
constexpr uint8_t SAMPLE_FRAME = 29;    // bytes of a SAMPLE on the wire
constexpr uint8_t TEXT_FRAME_MOST = 69; // kind, 64 characters, CRC, one byte of COBS, the ending zero
constexpr uint8_t COMMAND_MOST = 11;    // characters in a command line, without its end

struct Sample {
  uint8_t status;
  uint16_t seq;
  uint32_t t_us;
  int32_t counts[4];
  uint8_t ages[4];  // in AGE_UNIT_US
  uint8_t fresh;    // one bit a channel
  uint8_t faulty;
};

// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF; "123456789" gives 0x29B1.
uint16_t crc16(const uint8_t* data, uint8_t length);

// Both return how many bytes of `frame` were filled, the ending zero included.
uint8_t encodeSample(const Sample& sample, uint8_t frame[SAMPLE_FRAME]);
// Characters past the 64th are cut off.
uint8_t encodeText(const char* text, uint8_t frame[TEXT_FRAME_MOST]);

enum class Command : uint8_t {
  None,
  Who,         // ?
  Stop,        // S0
  Start,       // S1
  PowerCycle,  // P
  Rates,       // R
  Frames,      // M0
  Readable,    // M1
  Unknown,     // anything else
};

// Command lines from bytes: ASCII, at most 11 characters, ended by LF or CRLF.
class CommandLine {
 public:
  // The command that this byte completes, or None. Takes any byte at any time.
  Command hear(uint8_t byte);
  // Whether a line was too long since the last call.
  bool takeOverrun();

 private:
  Command understood() const;

  char line_[COMMAND_MOST + 1];  // and the CR of a CRLF
  uint8_t length_ = 0;
  bool overlong_ = false;
  bool overrun_ = false;
};

// Builds a short line of text in a fixed buffer; what does not fit is cut off. No printf: it would be half the flash.
class Line {
 public:
  Line& add(const char* text);
  Line& add(char letter);
  Line& addNumber(int32_t number);
  Line& addUnsigned(uint32_t number);
  Line& addTenths(uint16_t tenths);  // 801 is "80.1"
  Line& addHex(uint32_t number);     // eight capital digits
  const char* text() const { return text_; }
  uint8_t length() const { return length_; }

 private:
  char text_[TEXT_MOST + 1] = {};
  uint8_t length_ = 0;
};
