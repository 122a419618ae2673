#include "identity.h"

#include <Arduino.h>
#ifdef __AVR__
#include <avr/eeprom.h>
#endif

#include "config.h"
#include "protocol.h"

namespace {

constexpr uint8_t RECORD = 8;  // "SQ", four bytes of name, CRC over the six
constexpr uint8_t SUMMED = RECORD - 2;
constexpr uint8_t NOISE_READINGS = 64;

void fill(uint8_t record[RECORD], uint32_t id) {
  record[0] = 'S';
  record[1] = 'Q';
  for (uint8_t i = 2; i < SUMMED; i++, id >>= 8) record[i] = static_cast<uint8_t>(id);
  const uint16_t crc = crc16(record, SUMMED);
  record[SUMMED] = static_cast<uint8_t>(crc);
  record[SUMMED + 1] = static_cast<uint8_t>(crc >> 8);
}

#ifdef __AVR__
void* const PLACE = nullptr;  // the first byte of the EEPROM

bool recall(uint32_t& id) {
  uint8_t kept[RECORD], sound[RECORD];
  eeprom_read_block(kept, PLACE, RECORD);
  uint32_t found = 0;
  for (uint8_t i = SUMMED; i-- > 2;) found = found << 8 | kept[i];
  fill(sound, found);
  if (memcmp(kept, sound, RECORD) != 0) return false;
  id = found;
  return true;
}

bool ready() { return eeprom_is_ready(); }

void write(uint8_t at, uint8_t byte) { eeprom_write_byte(static_cast<uint8_t*>(PLACE) + at, byte); }
#else
// No EEPROM as an AVR has it: the name lasts until power is lost. Set BOARD_ID in config.h.
bool recall(uint32_t&) { return false; }
bool ready() { return true; }
void write(uint8_t, uint8_t) {}
#endif

}  // namespace

void Identity::begin() {
#ifdef BOARD_ID
  id_ = BOARD_ID;
  known_ = true;
#else
  known_ = recall(id_);
  if (known_) return;
  for (uint8_t n = 0; n < NOISE_READINGS; n++) stir(static_cast<uint32_t>(analogRead(n & 1 ? A0 : A1)));
#endif
}

void Identity::stir(uint32_t chance) {
  // Murmur3's finalizer: each bit that goes in changes half of the bits that come out.
  uint32_t mixed = (id_ ^ chance) + 0x9E3779B9;
  mixed = (mixed ^ mixed >> 16) * 0x85EBCA6B;
  mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35;
  id_ = mixed ^ mixed >> 16;
}

void Identity::make() {
  while (id_ == 0 || id_ == 0xFFFFFFFF) stir(micros());
  known_ = true;
  unkept_ = RECORD;
}

void Identity::keep() {
  if (!unkept_ || !ready()) return;
  uint8_t record[RECORD];
  fill(record, id_);
  write(RECORD - unkept_, record[RECORD - unkept_]);
  unkept_--;
}
