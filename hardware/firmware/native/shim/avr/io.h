// The ATmega328P's registers that the sketch touches, as objects that tell the modelled world.
#pragma once

#include "../Arduino.h"

// D8 to D11, the SCKs.
struct PortB {
  operator uint8_t() const { return value; }
  PortB& operator=(uint8_t next) {
    World::now().pass(62);
    value = next;
    for (int i = 0; i < 4; i++) World::now().sck(i, value >> i & 1);
    return *this;
  }
  PortB& operator|=(uint8_t bits) { return *this = value | bits; }
  PortB& operator&=(uint8_t bits) { return *this = value & bits; }
  uint8_t value = 0;
};

// D4 to D7, the DOUTs: their levels, and their pull-ups.
struct PinD {
  operator uint8_t() const {
    World::now().pass(62);
    uint8_t levels = 0x0F;
    for (int i = 0; i < 4; i++) {
      if (World::now().dout(i)) levels |= static_cast<uint8_t>(0x10 << i);
    }
    return levels;
  }
};

struct PortD {
  PortD& operator|=(uint8_t bits) {
    for (int i = 0; i < 4; i++) {
      if (bits >> (i + 4) & 1) World::now().pulled_up[i] = true;
    }
    return *this;
  }
};

struct DirectionB {
  DirectionB& operator|=(uint8_t bits) {
    for (int i = 0; i < 4; i++) {
      if (bits >> i & 1) World::now().chips[i].driven = true;
    }
    return *this;
  }
};

// Only bit 7 is of interest: whether interrupts are on.
struct Status {
  operator uint8_t() const { return World::now().interrupts ? 0x80 : 0; }
  Status& operator=(uint8_t value) {
    World::now().interrupts = value & 0x80;
    return *this;
  }
};

inline PortB PORTB;
inline const PinD PIND;
inline PortD PORTD;
inline DirectionB DDRB;
inline uint8_t DDRD, PCMSK2, PCICR;
inline Status SREG;
#define PCIE2 2
