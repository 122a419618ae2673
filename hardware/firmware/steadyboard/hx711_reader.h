// The four amplifiers: who is ready, shifting their words out, how old and how fresh each is, and who is at fault.
// Time comes in as micros(), which wraps after 71.6 minutes; only differences are ever looked at.
#pragma once

#include <stdint.h>

#include "config.h"

// A chip at 80 SPS converts every 10.5 to 13 ms: a second word within 5 ms is a line stuck low, not a chip.
constexpr uint32_t REREAD_US = 5000;
// At 10 SPS a chip converts every 85 to 125 ms. That is slow, not faulty: it takes two missing words to be silent.
constexpr uint32_t SILENT_US = 300000;
// After power-up the first word takes 50 ms at 80 SPS and 400 ms at 10 SPS, give or take the oscillator's 20 %.
constexpr uint32_t FIRST_WORD_US = 600000;
constexpr uint32_t SETTLE_US = 50000;
// The filter has settled after four conversions; as many good words in a row take a fault away.
constexpr uint8_t SETTLE_WORDS = 4;
// A chip at 80 SPS speaks again 10.5 to 13 ms after its last word.
constexpr uint32_t OLD_US = 10000;
constexpr uint32_t OVERDUE_US = 13500;
constexpr uint32_t RATE_WINDOW_US = 1000000;

class Hx711Reader {
 public:
  void begin(uint32_t now_us);
  // Take the chips' power away for a moment, and start anew: they settle, and faults are forgotten.
  void powerCycle(uint32_t now_us);
  // Read every chip that is ready; call it as often as possible. The channels that gave a word.
  uint8_t update(uint32_t now_us);
  // Channels that a frame waits for: they have spoken and are not faulty.
  uint8_t working() const { return spoken_ & static_cast<uint8_t>(~faulty_); }
  // Channels with a word since `takeFresh`.
  uint8_t fresh() const { return fresh_; }
  uint8_t takeFresh();
  uint8_t faulty() const { return faulty_; }
  bool settling() const;
  // Whether a working channel is at the end of its range.
  bool saturated() const;
  int32_t count(uint8_t channel) const { return channels_[channel].count; }
  // Time since the channel's last word in units of 64 µs; 255 is "16.3 ms or more".
  uint8_t age(uint8_t channel, uint32_t now_us) const;
  // Whether one of these channels has an old word and is about to give the next: worth waiting for.
  bool expects(uint8_t chips, uint32_t now_us) const;
  // Words a second in tenths of a hertz over the last second; 0 for a silent channel.
  uint16_t rateTenths(uint8_t channel) const;
  // Channels that may be read as soon as they are ready: the others were read just now.
  uint8_t due(uint32_t now_us) const;

 private:
  struct Channel {
    int32_t count = 0;
    uint32_t word_us = 0;    // when the last good word was found ready
    uint32_t read_us = 0;    // when the chip was last clocked
    uint32_t window_us = 0;  // when the rate's window began, with a word
    uint16_t words = 0;      // good words in the window
    uint16_t rate_tenths = 0;
    uint8_t good = 0;        // good words in a row, at most SETTLE_WORDS
  };

  uint8_t shift(uint8_t chips, uint32_t now_us);
  void take(uint8_t channel, uint32_t word, uint32_t now_us);
  void refuse(uint8_t channel);
  void mindSilence(uint32_t now_us);
  void forget(uint8_t channel);

  Channel channels_[CHANNELS];
  uint32_t power_us_ = 0;  // when the chips were powered up
  bool starting_ = true;   // within SETTLE_US of it
  bool waiting_ = true;    // within FIRST_WORD_US of it
  uint8_t spoken_ = 0;     // a good word since power-up, and not silent since
  uint8_t silent_ = 0;     // no good word for too long
  uint8_t fresh_ = 0;
  uint8_t faulty_ = 0;
};
