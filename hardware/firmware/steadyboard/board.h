// One board: reads the chips, sends frames, obeys commands. `turn` is one turn of the main loop and never waits.
#pragma once

#include "hx711_reader.h"
#include "identity.h"
#include "outbox.h"
#include "protocol.h"

constexpr uint32_t FRAME_TIMEOUT_US = 25000;
// Ten lines a second can be followed on the Serial Monitor; frames go on being made at the chips' own pace.
constexpr uint32_t LINE_EVERY_US = 100000;

class Board {
 public:
  void begin();
  void turn();

 private:
  void nameItself(uint8_t chips);
  void mindFrame();
  void sendSample(uint8_t fresh, bool whole, uint32_t now_us);
  void sendLine(uint32_t now_us);
  void listen();
  void obey(Command command);
  void answer();
  void say(Line& line);
  void transmit();
  bool busy() const;

  Hx711Reader reader_;
  Identity identity_;
  CommandLine command_line_;
  Outbox outbox_;
  Command unanswered_ = Command::None;
  bool streaming_ = true;
  bool readable_ = false;
  uint8_t once_ = 0;  // status bits that the next frame carries
  uint16_t seq_ = 0;
  uint32_t frame_us_ = 0;
  uint32_t line_us_ = 0;
};
