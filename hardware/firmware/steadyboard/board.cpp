#include "board.h"

#include <Arduino.h>

#include "config.h"
#include "pins.h"

#ifndef SERIAL_RX_BUFFER_SIZE
#define SERIAL_RX_BUFFER_SIZE 64
#endif

namespace {

const char* const CORNERS[CHANNELS] = {"FL", "FR", "RL", "RR"};

// An answer is held back until this much is free, so that frames find room behind it.
constexpr uint8_t ANSWER_ROOM = TEXT_FRAME_MOST + 2 * SAMPLE_FRAME;
// Each costs about 15 µs: few at a time, so that a chip that gets ready meanwhile is soon seen. The port is slower still.
constexpr uint8_t BYTES_A_TURN = 8;
static_assert(ANSWER_ROOM <= Outbox::SIZE, "an answer and two frames fit");

}  // namespace

void Board::begin() {
  Serial.begin(BAUD_RATE);
  identity_.begin();
  reader_.begin(micros());
  frame_us_ = line_us_ = micros();
}

void Board::turn() {
  const uint8_t chips = reader_.update(micros());
  nameItself(chips);
  mindFrame();
  listen();
  answer();
  transmit();
  pins::rest(reader_.due(micros()), [this] { return busy(); });
}

void Board::nameItself(uint8_t chips) {
  if (identity_.known()) return identity_.keep();
  if (chips) identity_.stir(micros() ^ static_cast<uint32_t>(chips) << 24);
  if (!reader_.settling()) identity_.make();
}

// A frame goes out when every working channel is fresh, or 25 ms after the last one.
void Board::mindFrame() {
  const uint32_t now_us = micros();
  const uint8_t wanted = reader_.working();
  const bool whole = wanted && (reader_.fresh() & wanted) == wanted;
  if ((!whole || reader_.expects(wanted, now_us)) && now_us - frame_us_ < FRAME_TIMEOUT_US) return;
  frame_us_ = now_us;
  const uint8_t fresh = reader_.takeFresh();
  if (!streaming_) return;
  if (readable_) {
    sendLine(now_us);
  } else {
    sendSample(fresh, whole, now_us);
  }
}

void Board::sendSample(uint8_t fresh, bool whole, uint32_t now_us) {
  if (command_line_.takeOverrun()) once_ |= STATUS_OVERRUN;
  Sample sample;
  sample.status = once_;
  if (!whole) sample.status |= STATUS_TIMEOUT;
  if (reader_.faulty()) sample.status |= STATUS_FAULTY;
  if (reader_.saturated()) sample.status |= STATUS_SATURATED;
  if (reader_.settling()) sample.status |= STATUS_SETTLING;
  sample.seq = seq_++;
  sample.t_us = now_us;
  for (uint8_t i = 0; i < CHANNELS; i++) {
    sample.counts[i] = reader_.count(i);
    sample.ages[i] = reader_.age(i, now_us);
  }
  sample.fresh = fresh;
  sample.faulty = reader_.faulty();
  uint8_t frame[SAMPLE_FRAME];
  if (outbox_.put(frame, encodeSample(sample, frame))) {
    once_ = 0;
  } else {
    once_ |= STATUS_DROPPED;
  }
}

void Board::sendLine(uint32_t now_us) {
  if (now_us - line_us_ < LINE_EVERY_US) return;
  line_us_ = now_us;
  Line line;
  line.addUnsigned(now_us);
  for (uint8_t i = 0; i < CHANNELS; i++) line.add(',').addNumber(reader_.count(i));
  char before = ',';
  for (uint8_t i = 0; i < CHANNELS; i++) {
    if (!(reader_.faulty() >> i & 1)) continue;
    line.add(before).add(CORNERS[i]);
    before = '+';
  }
  if (before == ',') line.add(reader_.settling() ? ",settling" : reader_.saturated() ? ",saturated" : ",ok");
  say(line);
}

void Board::listen() {
  if (Serial.available() >= SERIAL_RX_BUFFER_SIZE - 1) once_ |= STATUS_OVERRUN;
  while (unanswered_ == Command::None && Serial.available() > 0) {
    obey(command_line_.hear(static_cast<uint8_t>(Serial.read())));
  }
}

void Board::obey(Command command) {
  switch (command) {
    case Command::None:
      break;
    case Command::Stop:
    case Command::Start:
      streaming_ = command == Command::Start;
      break;
    case Command::PowerCycle:
      reader_.powerCycle(micros());
      break;
    case Command::Frames:
      readable_ = false;
      break;
    case Command::Readable:
    case Command::Who:
    case Command::Rates:
    case Command::Unknown:
      unanswered_ = command;
      break;
  }
}

void Board::answer() {
  if (unanswered_ == Command::None || outbox_.room() < ANSWER_ROOM) return;
  if (unanswered_ == Command::Who && !identity_.known()) return;
  Line line;
  switch (unanswered_) {
    case Command::Who:
      line.add("SteadyQuest board proto=").addUnsigned(PROTOCOL_VERSION).add(" ch=").addUnsigned(CHANNELS);
      line.add(" fw=" FIRMWARE_VERSION " id=").addHex(identity_.id());
      break;
    case Command::Rates:
      for (uint8_t i = 0; i < CHANNELS; i++) {
        if (i) line.add(' ');
        line.addTenths(reader_.rateTenths(i));
      }
      break;
    case Command::Readable:
      readable_ = true;
      line.add("t_us,FL,FR,RL,RR,state");
      break;
    default:
      line.add("err ?");
  }
  say(line);
  unanswered_ = Command::None;
}

void Board::say(Line& line) {
  if (readable_) {
    line.add("\r\n");
    outbox_.put(line.text(), line.length());
    return;
  }
  uint8_t frame[TEXT_FRAME_MOST];
  outbox_.put(frame, encodeText(line.text(), frame));
}

void Board::transmit() {
  int room = Serial.availableForWrite();
  if (room > BYTES_A_TURN) room = BYTES_A_TURN;
  for (; room > 0 && !outbox_.empty(); room--) Serial.write(outbox_.take());
}

// Whether another turn has something to do that no interrupt would announce.
bool Board::busy() const {
  return (unanswered_ == Command::None && Serial.available() > 0) ||
         (!outbox_.empty() && Serial.availableForWrite() > 0);
}
