#pragma once

#include "../Arduino.h"

#define SLEEP_MODE_IDLE 0
inline void set_sleep_mode(int) {}
inline void sleep_enable() {}
inline void sleep_disable() {}
inline void sleep_cpu() { World::now().sleep(); }
