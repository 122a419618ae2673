#pragma once

#include "../Arduino.h"

inline void _delay_us(double us) { World::now().pass(static_cast<uint64_t>(us * 1000)); }
