// SteadyQuest board: four HX711 amplifiers on an Arduino Uno or Nano, streamed as raw counts.
// Open this file in the Arduino IDE, choose board and port, and upload. What may be set is in config.h.
#include "board.h"

static Board board;

void setup() {
  board.begin();
}

void loop() {
  board.turn();
}
