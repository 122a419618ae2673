#pragma once

#include "../Arduino.h"

inline void cli() { World::now().interrupts = false; }
inline void sei() { World::now().interrupts = true; }

#define EMPTY_INTERRUPT(vector) static_assert(true, #vector)
