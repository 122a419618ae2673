#include "hx711_reader.h"

#include "pins.h"
#include "protocol.h"

namespace {

constexpr uint8_t WORD_BITS = 24;
constexpr uint32_t SIGN_BIT = 1UL << (WORD_BITS - 1);
constexpr uint32_t TENTHS_US = 10000000;  // µs in a second, times ten

constexpr uint8_t bitOf(uint8_t channel) { return static_cast<uint8_t>(1 << channel); }

uint16_t tenths(uint16_t intervals, uint32_t during_us) {
  return during_us ? static_cast<uint16_t>((intervals * TENTHS_US + during_us / 2) / during_us) : 0;
}

}  // namespace

void Hx711Reader::begin(uint32_t now_us) {
  pins::begin();
  powerCycle(now_us);
}

void Hx711Reader::powerCycle(uint32_t now_us) {
  pins::hold(ALL_CHANNELS);
  delayMicroseconds(POWER_DOWN_US);
  pins::release(ALL_CHANNELS);
  for (uint8_t i = 0; i < CHANNELS; i++) {
    forget(i);
    channels_[i].read_us = now_us;
  }
  power_us_ = now_us;
  starting_ = waiting_ = true;
  silent_ = fresh_ = faulty_ = 0;
}

uint8_t Hx711Reader::update(uint32_t now_us) {
  uint8_t ready = due(now_us) & static_cast<uint8_t>(~pins::high());
#if SHARED_CLOCK
  if ((ready | faulty_) != ALL_CHANNELS) ready = 0;
  if (ready) ready = ALL_CHANNELS;
#endif
  const uint8_t read = ready ? shift(ready, now_us) : 0;
  mindSilence(now_us);
  return read;
}

uint8_t Hx711Reader::takeFresh() {
  const uint8_t fresh = fresh_;
  fresh_ = 0;
  return fresh;
}

bool Hx711Reader::settling() const {
  if (starting_) return true;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (!(faulty_ & bitOf(i)) && channels_[i].good < SETTLE_WORDS) return true;
  }
  return false;
}

bool Hx711Reader::saturated() const {
  for (uint8_t i = 0; i < CHANNELS; i++) {
    const int32_t count = channels_[i].count;
    if ((working() & bitOf(i)) && (count == COUNT_LEAST || count == COUNT_MOST)) return true;
  }
  return false;
}

uint8_t Hx711Reader::age(uint8_t channel, uint32_t now_us) const {
  if (!(spoken_ & bitOf(channel))) return AGE_MOST;
  const uint32_t units = (now_us - channels_[channel].word_us) / AGE_UNIT_US;
  return units < AGE_MOST ? static_cast<uint8_t>(units) : AGE_MOST;
}

bool Hx711Reader::expects(uint8_t chips, uint32_t now_us) const {
  for (uint8_t i = 0; i < CHANNELS; i++) {
    const uint32_t age_us = now_us - channels_[i].word_us;
    if ((chips & bitOf(i)) && age_us >= OLD_US && age_us < OVERDUE_US) return true;
  }
  return false;
}

uint16_t Hx711Reader::rateTenths(uint8_t channel) const {
  const Channel& asked = channels_[channel];
  if (asked.rate_tenths || asked.words < 2) return asked.rate_tenths;
  return tenths(asked.words - 1, asked.word_us - asked.window_us);
}

uint8_t Hx711Reader::due(uint32_t now_us) const {
  uint8_t due = 0;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (now_us - channels_[i].read_us >= REREAD_US) due |= bitOf(i);
  }
  return due;
}

// All these chips at once, each on its own clock. The channels that gave a good word.
uint8_t Hx711Reader::shift(uint8_t chips, uint32_t now_us) {
  uint8_t bits[WORD_BITS];
  for (uint8_t& bit : bits) bit = pins::pulse(chips);
  // The 25th pulse chooses channel A at gain 128 for the next word and lets DOUT go.
  pins::pulse(chips);
  delayMicroseconds(1);
  const uint8_t let_go = pins::high();
  uint8_t good = 0;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    const uint8_t mask = bitOf(i);
    if (!(chips & mask)) continue;
    channels_[i].read_us = now_us;
    if (!(let_go & mask)) {
      refuse(i);
      continue;
    }
    uint32_t word = 0;
    for (uint8_t bit : bits) word = word << 1 | ((bit & mask) ? 1 : 0);
    take(i, word, now_us);
    good |= mask;
  }
  return good;
}

void Hx711Reader::take(uint8_t channel, uint32_t word, uint32_t now_us) {
  Channel& ours = channels_[channel];
  const uint8_t mask = bitOf(channel);
  ours.count = static_cast<int32_t>(word ^ SIGN_BIT) - static_cast<int32_t>(SIGN_BIT);
  ours.word_us = now_us;
  spoken_ |= mask;
  silent_ &= static_cast<uint8_t>(~mask);
  fresh_ |= mask;
  if (ours.good < SETTLE_WORDS) ours.good++;
  if (ours.good == SETTLE_WORDS) faulty_ &= static_cast<uint8_t>(~mask);
  if (ours.words++ == 0) {
    ours.window_us = now_us;
  } else if (now_us - ours.window_us >= RATE_WINDOW_US) {
    ours.rate_tenths = tenths(ours.words - 1, now_us - ours.window_us);
    ours.window_us = now_us;
    ours.words = 1;
  }
}

// A word after which DOUT stayed low: the line is stuck, or the chip lost count of the pulses.
void Hx711Reader::refuse(uint8_t channel) {
  faulty_ |= bitOf(channel);
  channels_[channel].good = 0;
}

void Hx711Reader::mindSilence(uint32_t now_us) {
  if (starting_ && now_us - power_us_ >= SETTLE_US) starting_ = false;
  if (waiting_ && now_us - power_us_ >= FIRST_WORD_US) waiting_ = false;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    const uint8_t mask = bitOf(i);
    if (silent_ & mask) continue;
    const bool gone = (spoken_ & mask) ? now_us - channels_[i].word_us >= SILENT_US : !waiting_;
    if (!gone) continue;
    forget(i);
    silent_ |= mask;
    faulty_ |= mask;
  }
}

// The count stays: it is the last one that was true.
void Hx711Reader::forget(uint8_t channel) {
  channels_[channel].good = 0;
  channels_[channel].words = 0;
  channels_[channel].rate_tenths = 0;
  spoken_ &= static_cast<uint8_t>(~bitOf(channel));
}
