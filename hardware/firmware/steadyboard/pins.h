// The wires to the four amplifiers. One bit a channel: bit 0 front left … bit 3 rear right.
//
// ATmega328P (Uno, Nano): whole ports. All DOUTs are one read of PIND, all SCKs one write of PORTB, and a DOUT that
// falls wakes the processor from idle sleep. Any other board: digitalRead and digitalWrite; this path is compiled and
// run in the emulator, but it has not been tried on silicon.
#pragma once

#include <Arduino.h>

#include "config.h"

// An HX711 powers down when SCK stays high for more than 60 µs; a power cycle holds it well above that.
constexpr uint16_t POWER_DOWN_US = 200;

#if defined(__AVR_ATmega328P__) && !defined(GENERIC_PINS)

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <util/delay.h>

static_assert(DOUT_PINS[0] == 4 && DOUT_PINS[1] == 5 && DOUT_PINS[2] == 6 && DOUT_PINS[3] == 7, "DOUTs are D4 to D7");
static_assert(SCK_PINS[0] == 8 && SCK_PINS[1] == 9 && SCK_PINS[2] == 10 && SCK_PINS[3] == 11, "SCKs are D8 to D11");

namespace pins {

inline void begin() {
  DDRB |= ALL_CHANNELS;
  DDRD &= static_cast<uint8_t>(~(ALL_CHANNELS << 4));
  PORTD |= ALL_CHANNELS << 4;  // pull-ups: a chip that is not there never says that it is ready
  PCMSK2 = ALL_CHANNELS << 4;
  PCICR |= 1 << PCIE2;
}

// Channels whose DOUT is high.
inline uint8_t high() { return PIND >> 4; }

// One pulse on the SCKs of these chips, and their DOUTs during it. Interrupts are off only while SCK is high.
inline uint8_t pulse(uint8_t chips) {
  const uint8_t low = PORTB & static_cast<uint8_t>(~ALL_CHANNELS);
  const uint8_t raised = low | chips;
  const uint8_t before = SREG;
  cli();
  PORTB = raised;
  _delay_us(SCK_HIGH_US);  // DOUT is valid 0.1 µs after the edge
  const uint8_t port = PIND;
  PORTB = low;
  SREG = before;
  return port >> 4;
}

inline void hold(uint8_t chips) { PORTB |= chips; }

inline void release(uint8_t chips) { PORTB &= static_cast<uint8_t>(~chips); }

// Idle sleep until an interrupt: a DOUT that changed, a byte of the serial port, or the clock's tick each 1.024 ms.
// Goes on at once when one of these chips is ready or `busy` says so; an interrupt that comes between the question
// and the sleep ends the sleep, because SEI lets one more instruction pass.
template <typename Busy>
inline void rest(uint8_t chips, Busy busy) {
  set_sleep_mode(SLEEP_MODE_IDLE);
  cli();
  if (!(chips & static_cast<uint8_t>(~high())) && !busy()) {
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

}  // namespace pins

#else

namespace pins {

inline void begin() {
  for (uint8_t i = 0; i < CHANNELS; i++) {
    digitalWrite(SCK_PINS[i], LOW);
    pinMode(SCK_PINS[i], OUTPUT);
    pinMode(DOUT_PINS[i], INPUT_PULLUP);
  }
}

inline uint8_t high() {
  uint8_t found = 0;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (digitalRead(DOUT_PINS[i]) == HIGH) found |= static_cast<uint8_t>(1 << i);
  }
  return found;
}

// One chip after the other: pins of unknown ports cannot be written together.
inline uint8_t pulse(uint8_t chips) {
  uint8_t found = 0;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (!(chips >> i & 1)) continue;
    noInterrupts();
    digitalWrite(SCK_PINS[i], HIGH);
    delayMicroseconds(SCK_HIGH_US);
    if (digitalRead(DOUT_PINS[i]) == HIGH) found |= static_cast<uint8_t>(1 << i);
    digitalWrite(SCK_PINS[i], LOW);
    interrupts();
  }
  return found;
}

inline void hold(uint8_t chips) {
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (chips >> i & 1) digitalWrite(SCK_PINS[i], HIGH);
  }
}

inline void release(uint8_t chips) {
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (chips >> i & 1) digitalWrite(SCK_PINS[i], LOW);
  }
}

template <typename Busy>
inline void rest(uint8_t, Busy) {
  yield();
}

}  // namespace pins

#endif
