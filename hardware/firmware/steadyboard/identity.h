// The board's own name: a random number made once and kept in EEPROM, because clones have no USB serial number.
// Chance comes from the noise of the open analogue pins and from when the four free-running oscillators tick.
#pragma once

#include <stdint.h>

class Identity {
 public:
  // The kept name; when there is none, or it is damaged, begins to gather chance for a new one.
  void begin();
  bool known() const { return known_; }
  uint32_t id() const { return id_; }
  // Add something that nobody could have foreseen.
  void stir(uint32_t chance);
  // Settle on a new name.
  void make();
  // Write what is not kept yet, a byte whenever the EEPROM is ready: once in a board's life, over 27 ms.
  void keep();

 private:
  uint32_t id_ = 0;
  bool known_ = false;
  uint8_t unkept_ = 0;  // bytes of the record still to be written
};
