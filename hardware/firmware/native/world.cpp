#include "world.h"

#include <algorithm>

namespace {

constexpr uint64_t POWER_DOWN_NS = 60000;
constexpr uint64_t TICK_NS = 1024000;  // timer 0 overflows: 256 ticks of 4 µs
constexpr int WORD_BITS = 24;
constexpr int SETTLING = 4;

}  // namespace

void Chip::catchUp(uint64_t now_ns) {
  while (next_ns <= static_cast<double>(now_ns)) {
    next_ns += period_ns;
    if (!driving()) continue;
    if (settling > 0 && --settling > 0) continue;
    conversions++;
    if (pulses > 0 && pulses <= WORD_BITS) {
      torn++;
    } else {
      if (ready) missed++;
      pulses = 0;
    }
    word = static_cast<uint32_t>(count) & 0xFFFFFF;
    ready = true;
  }
}

void Chip::clock(bool high, uint64_t now_ns) {
  if (high == sck) return;
  sck = high;
  if (high) {
    risen_ns = now_ns;
    rises++;
    if (driving() && ready && ++pulses == WORD_BITS + 1) {
      ready = false;
      read++;
    }
    return;
  }
  const uint64_t held_ns = now_ns - risen_ns;
  if (interrupts_off) high_most_ns = std::max(high_most_ns, held_ns);
  if (held_ns <= POWER_DOWN_NS) return;
  power_downs++;
  ready = false;
  pulses = 0;
  settling = SETTLING;
  next_ns = static_cast<double>(now_ns) + period_ns;
}

void Chip::set(Fault now_at_fault, uint64_t now_ns) {
  catchUp(now_ns);
  fault = now_at_fault;
  ready = false;
  pulses = 0;
  settling = SETTLING;
}

bool Chip::level(bool pulled_up) const {
  if (fault == Fault::Missing) return pulled_up;
  if (fault == Fault::StuckLow) return false;
  if (!driving() || !ready || pulses > WORD_BITS) return true;
  return pulses == 0 ? false : word >> (WORD_BITS - pulses) & 1;
}

World& World::now() {
  static World world;
  return world;
}

void World::pass(uint64_t ns) {
  now_ns += ns;
  serve();
}

// Until a DOUT changes, a byte has come or gone, or the clock ticks.
void World::sleep() {
  uint64_t until_ns = (now_ns / TICK_NS + 1) * TICK_NS;
  for (const Chip& chip : chips) {
    if (chip.next_ns > static_cast<double>(now_ns)) until_ns = std::min(until_ns, static_cast<uint64_t>(chip.next_ns) + 1);
  }
  if (!sending_.empty()) until_ns = std::min(until_ns, sent_at_ns_);
  if (!coming_.empty()) until_ns = std::min(until_ns, comes_at_ns_);
  now_ns = std::max(now_ns, until_ns);
  serve();
}

uint32_t World::micros() const {
  return (clock_offset_us + static_cast<uint32_t>(now_ns / 1000)) & ~3u;
}

bool World::dout(int channel) {
  chips[channel].catchUp(now_ns);
  return chips[channel].level(pulled_up[channel]);
}

void World::sck(int channel, bool high) {
  Chip& chip = chips[channel];
  chip.catchUp(now_ns);
  chip.interrupts_off = !interrupts;
  chip.clock(high, now_ns);
}

int World::read() {
  if (received_.empty()) return -1;
  const uint8_t byte = received_.front();
  received_.pop_front();
  return byte;
}

void World::write(uint8_t byte) {
  if (room() <= 0) blocked++;  // a real one would wait here
  if (sending_.empty()) sent_at_ns_ = now_ns + byte_ns;
  sending_.push_back(byte);
}

void World::say(const std::string& bytes) {
  if (coming_.empty()) comes_at_ns_ = now_ns + byte_ns;
  coming_.insert(coming_.end(), bytes.begin(), bytes.end());
}

std::string World::heard() {
  std::string heard;
  heard.swap(heard_);
  return heard;
}

uint16_t World::noise() {
  seed = seed * 1664525 + 1013904223;
  return static_cast<uint16_t>(seed >> 22);
}

void World::serve() {
  for (; !sending_.empty() && sent_at_ns_ <= now_ns; sent_at_ns_ += byte_ns) {
    heard_.push_back(static_cast<char>(sending_.front()));
    sending_.pop_front();
  }
  for (; !coming_.empty() && comes_at_ns_ <= now_ns; comes_at_ns_ += byte_ns) {
    if (available() < RX_ROOM) {
      received_.push_back(coming_.front());
    } else {
      lost++;
    }
    coming_.pop_front();
  }
}
