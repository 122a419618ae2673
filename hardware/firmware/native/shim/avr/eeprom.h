#pragma once

#include "../Arduino.h"

inline void eeprom_read_block(void* to, const void* from, size_t length) {
  memcpy(to, World::now().eeprom.data() + reinterpret_cast<uintptr_t>(from), length);
}

inline bool eeprom_is_ready() { return World::now().now_ns >= World::now().eeprom_ready_ns; }

// Begins to write, which takes 3.4 ms; waits first for one that is under way.
inline void eeprom_write_byte(uint8_t* at, uint8_t byte) {
  World& world = World::now();
  if (!eeprom_is_ready()) world.pass(world.eeprom_ready_ns - world.now_ns);
  world.eeprom[reinterpret_cast<uintptr_t>(at)] = byte;
  world.eeprom_writes++;
  world.eeprom_ready_ns = world.now_ns + 3400000;
}
