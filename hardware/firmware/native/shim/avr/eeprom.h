#pragma once

#include "../Arduino.h"

inline void eeprom_read_block(void* to, const void* from, size_t length) {
  memcpy(to, World::now().eeprom.data() + reinterpret_cast<uintptr_t>(from), length);
}

// 3.4 ms for each byte that changes.
inline void eeprom_update_block(const void* from, void* to, size_t length) {
  uint8_t* place = World::now().eeprom.data() + reinterpret_cast<uintptr_t>(to);
  for (size_t i = 0; i < length; i++) {
    const uint8_t value = static_cast<const uint8_t*>(from)[i];
    if (place[i] == value) continue;
    place[i] = value;
    World::now().eeprom_writes++;
    World::now().pass(3400000);
  }
}
