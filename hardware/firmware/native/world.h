// The world around the sketch, modelled: time, four amplifiers, a serial port, EEPROM and the noise of open pins.
// Nothing here is the sketch's own; the headers in shim/ lead what it asks of an Arduino to here.
#pragma once

#include <stdint.h>

#include <deque>
#include <string>
#include <vector>

enum class Fault { None, Missing, Hung, StuckLow };

// An HX711: converts by its own oscillator, shifts a word out by SCK, powers down when SCK stays high for 60 µs.
struct Chip {
  double period_ns = 12500000;
  double next_ns = 0;      // the end of the running conversion
  int settling = 4;        // conversions still to come before the first good one
  int32_t count = 0;
  Fault fault = Fault::None;
  bool sck = false, ready = false, off = false;
  bool driven = false;     // SCK is an output
  int pulses = 0;
  uint32_t word = 0;
  uint64_t risen_ns = 0;
  bool interrupts_off = false;
  // What happened to it.
  uint64_t conversions = 0, read = 0, missed = 0, torn = 0, power_downs = 0, rises = 0;
  uint64_t high_most_ns = 0;     // SCK high with interrupts off

  void catchUp(uint64_t now_ns);
  void clock(bool high, uint64_t now_ns);
  void set(Fault now_at_fault, uint64_t now_ns);
  bool driving() const { return fault == Fault::None && !off; }
  bool level(bool pulled_up) const;
};

class World {
 public:
  static World& now();  // the only one

  // Time passes: the processor's own, and the sleeper's until something happens.
  void pass(uint64_t ns);
  void sleep();
  uint32_t micros() const;

  bool dout(int channel);
  void sck(int channel, bool high);

  int available() const { return static_cast<int>(received_.size()); }
  int read();
  int room() const { return TX_ROOM - static_cast<int>(sending_.size()); }
  void write(uint8_t byte);
  void say(const std::string& bytes);  // the host does: they arrive one after the other at the port's pace
  std::string heard();                 // what the host has heard since it was last asked

  uint16_t noise();

  static constexpr int TX_ROOM = 63, RX_ROOM = 63;
  Chip chips[4];
  bool pulled_up[4] = {};
  bool interrupts = true;
  uint64_t now_ns = 0;
  uint32_t clock_offset_us = 0;   // what the processor's clock stood at when the world began
  uint64_t byte_ns = 86806;       // ten bits at 115200 baud
  uint32_t seed = 1;
  std::vector<uint8_t> eeprom = std::vector<uint8_t>(1024, 0xFF);
  uint64_t eeprom_ready_ns = 0, eeprom_writes = 0;
  uint64_t lost = 0;     // bytes that came while the receive buffer was full
  uint64_t blocked = 0;  // bytes written while the transmit buffer was full

 private:
  void serve();

  std::deque<uint8_t> sending_, received_, coming_;
  uint64_t sent_at_ns_ = 0, comes_at_ns_ = 0;
  std::string heard_;
};
