// The board: an ATmega328P at 16 MHz with the sketch in it, four HX711s on its pins, EEPROM that may be kept.
#ifndef STEADYSIM_BOARD_H
#define STEADYSIM_BOARD_H

#include "hx711.h"
#include "line.h"

struct board {
    avr_t *avr;
    struct hx711_world world;
    struct hx711 chips[CHANNELS];
    struct line line;
    double counts[CHANNELS]; // the load now
    // Brings the load up to date before a conversion takes it.
    void (*before_weighing)(void *who, avr_cycle_count_t now);
    void *who;
    const char *eeprom_file;
    bool was_reset, slice_over;
    unsigned resets; // after the first start
    avr_cycle_count_t boot_until;
};

// Loads the sketch; exits with a line on stderr when that cannot be. `phases`: shares of a period.
void board_init(struct board *board, const char *elf, FILE *log);
void board_start(struct board *board, const double hz[CHANNELS], const double phases[CHANNELS]);
// Runs to that cycle; false when the sketch has crashed.
bool board_run_until(struct board *board, avr_cycle_count_t cycle);
// As the reset button, or DTR, does: `boot_s` is how long the boot loader waits before the sketch starts again.
void board_reset(struct board *board, double boot_s);
void board_poke(struct board *board, unsigned address, const unsigned char *bytes, unsigned n);
bool board_load_eeprom(struct board *board, const char *file);
void board_keep_eeprom(struct board *board);

static inline double board_seconds(const struct board *board)
{
    return (double)board->avr->cycle / board->avr->frequency;
}

#endif
