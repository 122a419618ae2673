// As much of an Arduino as the sketch asks for, led to the modelled world. Each call takes about as long as on an Uno.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../world.h"

#define HIGH 1
#define LOW 0
#define INPUT_PULLUP 2
#define OUTPUT 1
#define A0 14
#define A1 15

void setup();
void loop();

inline uint32_t micros() {
  World::now().pass(3000);
  return World::now().micros();
}

inline void delayMicroseconds(unsigned us) { World::now().pass(us * 1000u); }
inline void noInterrupts() { World::now().interrupts = false; }
inline void interrupts() { World::now().interrupts = true; }
inline void yield() { World::now().pass(20000); }

inline int analogRead(int) {
  World::now().pass(112000);
  return World::now().noise();
}

inline void pinMode(int pin, int mode) {
  if (pin >= 4 && pin < 8 && mode == INPUT_PULLUP) World::now().pulled_up[pin - 4] = true;
  if (pin >= 8 && pin < 12 && mode == OUTPUT) World::now().chips[pin - 8].driven = true;
}

inline int digitalRead(int pin) {
  World::now().pass(4000);
  return World::now().dout(pin - 4) ? HIGH : LOW;
}

inline void digitalWrite(int pin, int level) {
  World::now().pass(4000);
  World::now().sck(pin - 8, level == HIGH);
}

class SerialPort {
 public:
  void begin(unsigned long baud) { baud_ = baud; }
  int available() { return World::now().available(); }
  int read() { return World::now().read(); }
  int availableForWrite() { return World::now().room(); }
  size_t write(uint8_t byte) {
    World::now().pass(6000);
    World::now().write(byte);
    return 1;
  }

 private:
  unsigned long baud_ = 0;
};

inline SerialPort Serial;
