// Drives the sketch from a script: one command a line on standard input, one line of answer each. See VERBS.
#include <stdio.h>
#include <stdlib.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>

#include "shim/Arduino.h"
#include "../steadyboard/protocol.h"

namespace {

using Words = std::istringstream;

std::string unhex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(strtoul(hex.substr(i, 2).c_str(), nullptr, 16));
  return bytes;
}

std::string hex(const void* bytes, size_t length) {
  static const char* DIGITS = "0123456789abcdef";
  std::string said;
  for (size_t i = 0; i < length; i++) {
    const uint8_t byte = static_cast<const uint8_t*>(bytes)[i];
    said += DIGITS[byte >> 4];
    said += DIGITS[byte & 15];
  }
  return said;
}

std::string hex(const std::string& bytes) { return hex(bytes.data(), bytes.size()); }

template <typename T>
T next(Words& words) {
  T value{};
  if (!(words >> value)) {
    fprintf(stderr, "a word is missing or no number: %s\n", words.str().c_str());
    exit(2);
  }
  return value;
}

// --- the protocol alone ---

std::string doCrc(Words& words) {
  const std::string bytes = unhex(next<std::string>(words));
  const uint16_t crc = crc16(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<uint8_t>(bytes.size()));
  const uint8_t parts[] = {static_cast<uint8_t>(crc >> 8), static_cast<uint8_t>(crc)};
  return hex(parts, 2);
}

// status seq t_us, four counts, four ages, fresh, faulty
std::string doSample(Words& words) {
  Sample sample;
  sample.status = static_cast<uint8_t>(next<unsigned>(words));
  sample.seq = static_cast<uint16_t>(next<unsigned>(words));
  sample.t_us = next<uint32_t>(words);
  for (int32_t& count : sample.counts) count = next<int32_t>(words);
  for (uint8_t& age : sample.ages) age = static_cast<uint8_t>(next<unsigned>(words));
  sample.fresh = static_cast<uint8_t>(next<unsigned>(words));
  sample.faulty = static_cast<uint8_t>(next<unsigned>(words));
  uint8_t frame[SAMPLE_FRAME];
  const uint8_t length = encodeSample(sample, frame);
  return hex(frame, length);
}

std::string doText(Words& words) {
  uint8_t frame[TEXT_FRAME_MOST];
  const uint8_t length = encodeText(unhex(next<std::string>(words)).c_str(), frame);
  return hex(frame, length);
}

// The commands that these bytes are, and how often one was too long.
std::string doParse(Words& words) {
  static const char* const NAMES[] = {"none", "?", "S0", "S1", "P", "R", "M0", "M1", "err"};
  CommandLine line;
  std::string said;
  unsigned overruns = 0;
  for (char byte : unhex(next<std::string>(words))) {
    const Command command = line.hear(static_cast<uint8_t>(byte));
    if (command != Command::None) said += std::string(NAMES[static_cast<int>(command)]) + " ";
    overruns += line.takeOverrun();
  }
  return said + std::to_string(overruns);
}

// --- the world, before and after power-up ---

std::string doEeprom(Words& words) {
  World& world = World::now();
  std::string bytes;
  if (words >> bytes) {
    bytes = unhex(bytes);
    std::copy(bytes.begin(), bytes.end(), world.eeprom.begin());
  }
  return hex(world.eeprom.data(), 16) + " " + std::to_string(world.eeprom_writes);
}

std::string doClock(Words& words) {
  World::now().clock_offset_us = next<uint32_t>(words);
  return "ok";
}

std::string doSeed(Words& words) {
  World::now().seed = next<uint32_t>(words);
  return "ok";
}

std::string doBaud(Words& words) {
  World::now().byte_ns = 10000000000ull / next<uint32_t>(words);
  return "ok";
}

// A rate changes with the conversion that runs: each chip starts at another moment.
std::string doOsc(Words& words) {
  int i = 0;
  for (Chip& chip : World::now().chips) {
    chip.period_ns = 1e9 / next<double>(words);
    chip.next_ns = static_cast<double>(World::now().now_ns) + chip.period_ns * (0.2 + 0.2 * i++);
  }
  return "ok";
}

// After which part of its period each chip converts next.
std::string doPhase(Words& words) {
  World& world = World::now();
  for (Chip& chip : world.chips) {
    chip.catchUp(world.now_ns);
    chip.next_ns = static_cast<double>(world.now_ns) + chip.period_ns * next<double>(words);
  }
  return "ok";
}

std::string doCounts(Words& words) {
  World& world = World::now();
  for (Chip& chip : world.chips) {
    chip.catchUp(world.now_ns);
    chip.count = next<int32_t>(words);
  }
  return "ok";
}

std::string doFault(Words& words) {
  static const std::map<std::string, Fault> FAULTS = {
      {"none", Fault::None}, {"missing", Fault::Missing}, {"hung", Fault::Hung}, {"stuck_low", Fault::StuckLow}};
  Chip& chip = World::now().chips[next<unsigned>(words) & 3];
  chip.set(FAULTS.at(next<std::string>(words)), World::now().now_ns);
  return "ok";
}

std::string doBoot(Words&) {
  setup();
  return "ok";
}

std::string doRun(Words& words) {
  World& world = World::now();
  const uint64_t until_ns = world.now_ns + next<uint64_t>(words) * 1000;
  while (world.now_ns < until_ns) {
    loop();
    world.pass(2000);
  }
  return hex(world.heard());
}

std::string doSay(Words& words) {
  World::now().say(unhex(next<std::string>(words)));
  return "ok";
}

// One JSON object of what happened.
std::string doTally(Words&) {
  World& world = World::now();
  std::ostringstream said;
  said << "{\"now_us\": " << world.now_ns / 1000 << ", \"lost\": " << world.lost << ", \"blocked\": " << world.blocked
       << ", \"interrupts\": " << (world.interrupts ? "true" : "false") << ", \"chips\": [";
  for (int i = 0; i < 4; i++) {
    const Chip& chip = world.chips[i];
    said << (i ? ", " : "") << "{\"conversions\": " << chip.conversions << ", \"read\": " << chip.read
         << ", \"missed\": " << chip.missed << ", \"torn\": " << chip.torn << ", \"power_downs\": " << chip.power_downs
         << ", \"rises\": " << chip.rises
         << ", \"sck_high_ns\": " << chip.high_most_ns << ", \"driven\": " << (chip.driven ? "true" : "false") << "}";
  }
  said << "]}";
  return said.str();
}

// Negative controls: what the sanitizers are there for, done on purpose. Without them there is an answer.
std::string doSpoil(Words& words) {
  const std::string kind = next<std::string>(words);
  volatile int bytes[4] = {}, *volatile beyond = bytes + 4;
  volatile int32_t most = INT32_MAX;
  if (kind == "memory") *beyond = 1;
  if (kind == "overflow") most = most + 1;
  return "spoiled " + std::to_string(bytes[0] + most);
}

using Verb = std::string (*)(Words&);
const std::map<std::string, Verb> VERBS = {
    {"crc", doCrc},       {"sample", doSample}, {"text", doText}, {"parse", doParse}, {"eeprom", doEeprom},
    {"clock", doClock},   {"seed", doSeed},     {"baud", doBaud}, {"osc", doOsc},     {"phase", doPhase},
    {"counts", doCounts}, {"fault", doFault},   {"boot", doBoot}, {"run", doRun},     {"say", doSay},
    {"tally", doTally},   {"spoil", doSpoil},
};

std::string line() {
  std::string said;
  for (int c; (c = getchar()) != EOF && c != '\n';) said += static_cast<char>(c);
  return said;
}

}  // namespace

int main() {
  for (std::string said = line(); !said.empty(); said = line()) {
    Words words(said);
    const auto verb = VERBS.find(next<std::string>(words));
    if (verb == VERBS.end()) {
      fprintf(stderr, "no such verb: %s\n", said.c_str());
      return 2;
    }
    puts(verb->second(words).c_str());
    fflush(stdout);
  }
  return 0;
}
