// What waits for the serial port, whole messages at a time: nothing ever blocks on a full transmit buffer.
// (The Arduino core's own is 64 bytes: too small for a frame behind an answer, and writing to it when full waits.)
#pragma once

#include <stdint.h>
#include <string.h>

class Outbox {
 public:
  static constexpr uint8_t SIZE = 192;

  uint8_t room() const { return SIZE - length_; }
  bool empty() const { return length_ == 0; }

  // All of it, or false and nothing.
  bool put(const void* bytes, uint8_t length) {
    if (length > room()) return false;
    const uint8_t* from = static_cast<const uint8_t*>(bytes);
    while (length--) {
      const uint16_t at = static_cast<uint16_t>(first_) + length_++;
      bytes_[at < SIZE ? at : at - SIZE] = *from++;
    }
    return true;
  }

  // The oldest byte; only when not empty.
  uint8_t take() {
    const uint8_t byte = bytes_[first_];
    if (++first_ == SIZE) first_ = 0;
    length_--;
    return byte;
  }

 private:
  uint8_t bytes_[SIZE];
  uint8_t first_ = 0;
  uint8_t length_ = 0;
};
