#include "protocol.h"

#include <string.h>

namespace {

constexpr uint8_t KIND_SAMPLE = 0x01;
constexpr uint8_t KIND_TEXT = 0x02;

// Writes a frame byte by byte: little-endian fields, then the CRC, then COBS and the ending zero.
// COBS (Cheshire & Baker 1999): each zero is replaced by the distance to the next, and one such byte stands in front.
class FrameWriter {
 public:
  explicit FrameWriter(uint8_t* frame) : frame_(frame) {}

  void byte(uint8_t value) { frame_[length_++] = value; }

  void number(uint32_t value, uint8_t bytes) {
    for (; bytes; bytes--, value >>= 8) byte(static_cast<uint8_t>(value));
  }

  uint8_t seal() {
    number(crc16(frame_ + 1, length_ - 1), 2);
    frame_[length_] = 0;
    uint8_t zero = length_;
    for (uint8_t at = length_; at-- > 0;) {
      if (at && frame_[at]) continue;
      frame_[at] = zero - at;
      zero = at;
    }
    return length_ + 1;
  }

 private:
  uint8_t* frame_;
  uint8_t length_ = 1;  // COBS's own first byte
};

struct Word {
  char text[3];
  Command command;
};

constexpr Word WORDS[] = {
    {"?", Command::Who},    {"S0", Command::Stop},   {"S1", Command::Start},    {"P", Command::PowerCycle},
    {"R", Command::Rates},  {"M0", Command::Frames}, {"M1", Command::Readable},
};

int32_t held(int32_t count) {
  return count < COUNT_LEAST ? COUNT_LEAST : count > COUNT_MOST ? COUNT_MOST : count;
}

}  // namespace

uint16_t crc16(const uint8_t* data, uint8_t length) {
  uint8_t high = 0xFF, low = 0xFF;
  while (length--) {
    // A byte's eight shifts folded into three: the polynomial has few low terms. Bytes only, for an 8-bit processor.
    uint8_t x = high ^ *data++;
    x ^= x >> 4;
    high = static_cast<uint8_t>(low ^ x << 4 ^ x >> 3);
    low = static_cast<uint8_t>(x << 5 ^ x);
  }
  return static_cast<uint16_t>(high << 8 | low);
}

uint8_t encodeSample(const Sample& sample, uint8_t frame[SAMPLE_FRAME]) {
  FrameWriter writer(frame);
  writer.byte(KIND_SAMPLE);
  writer.byte(sample.status);
  writer.number(sample.seq, 2);
  writer.number(sample.t_us, 4);
  for (int32_t count : sample.counts) writer.number(static_cast<uint32_t>(held(count)), 3);
  for (uint8_t age : sample.ages) writer.byte(age);
  writer.byte(static_cast<uint8_t>((sample.fresh & 0x0F) | (sample.faulty & 0x0F) << 4));
  return writer.seal();
}

uint8_t encodeText(const char* text, uint8_t frame[TEXT_FRAME_MOST]) {
  FrameWriter writer(frame);
  writer.byte(KIND_TEXT);
  for (uint8_t n = 0; n < TEXT_MOST && text[n]; n++) writer.byte(static_cast<uint8_t>(text[n]));
  return writer.seal();
}

Command CommandLine::hear(uint8_t byte) {
  if (byte != '\n') {
    if (length_ < sizeof line_) {
      line_[length_++] = static_cast<char>(byte);
    } else {
      overlong_ = true;
    }
    return Command::None;
  }
  if (length_ && !overlong_ && line_[length_ - 1] == '\r') length_--;
  if (length_ > COMMAND_MOST) overlong_ = true;
  Command command = overlong_ ? Command::Unknown : understood();
  overrun_ |= overlong_;
  overlong_ = false;
  length_ = 0;
  return command;
}

bool CommandLine::takeOverrun() {
  bool overrun = overrun_;
  overrun_ = false;
  return overrun;
}

Command CommandLine::understood() const {
  for (const Word& word : WORDS) {
    if (strlen(word.text) == length_ && memcmp(word.text, line_, length_) == 0) return word.command;
  }
  return Command::Unknown;
}

Line& Line::add(const char* text) {
  while (*text) add(*text++);
  return *this;
}

Line& Line::add(char letter) {
  if (length_ < TEXT_MOST) {
    text_[length_++] = letter;
    text_[length_] = 0;
  }
  return *this;
}

Line& Line::addNumber(int32_t number) {
  if (number >= 0) return addUnsigned(static_cast<uint32_t>(number));
  return add('-').addUnsigned(0 - static_cast<uint32_t>(number));
}

Line& Line::addUnsigned(uint32_t number) {
  char digits[11];
  char* first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number);
  return add(first);
}

Line& Line::addTenths(uint16_t tenths) {
  return addUnsigned(tenths / 10).add('.').add(static_cast<char>('0' + tenths % 10));
}

Line& Line::addHex(uint32_t number) {
  for (int8_t shift = 28; shift >= 0; shift -= 4) add("0123456789ABCDEF"[number >> shift & 15]);
  return *this;
}
