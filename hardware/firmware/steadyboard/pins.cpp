#include "pins.h"

#if defined(__AVR_ATmega328P__) && !defined(GENERIC_PINS)
// A DOUT that changes has nothing to do but to end the sleep: the main loop looks for itself.
EMPTY_INTERRUPT(PCINT2_vect);
#endif
