// One HX711 load-cell amplifier: its own oscillator, its two wires, its faults. Knows cycles, not people.
#ifndef STEADYSIM_HX711_H
#define STEADYSIM_HX711_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "sim_avr.h"

enum { CHANNELS = 4, WORD_BITS = 24 };
extern const char *const CHANNEL_NAMES[CHANNELS];

enum hx711_fault { FAULT_NONE, FAULT_MISSING, FAULT_HUNG, FAULT_STUCK_LOW, FAULT_NOISY, FAULTS };
extern const char *const FAULT_NAMES[FAULTS];

// What a wire shows. A missing chip drives nothing: the controller's pull-up decides.
enum hx711_level { LEVEL_LOW, LEVEL_HIGH, LEVEL_FLOATING };

struct hx711;

// What the chip needs of the world.
struct hx711_world {
    void *board;
    // The load on the cell when a conversion ends, in counts before the converter's limits.
    double (*weigh)(void *board, int channel, avr_cycle_count_t now);
    void (*dout)(void *board, int channel, enum hx711_level level);
    FILE *log;
};

struct hx711_tally {
    uint64_t conversions; // that had a value to give
    uint64_t read;        // whole, by 25 pulses or more
    uint64_t missed;      // never clocked out before the next one came
    uint64_t torn;        // a conversion landed in the middle of the shifting
    uint64_t wrong;       // words whose bits were those of no conversion
    uint64_t partial;     // shifting was given up half-way
    uint64_t unready;     // clocked while there was nothing to give
    uint64_t power_downs;
    uint64_t short_pulses;                                 // SCK high or low for less than 0.2 us
    avr_cycle_count_t high_most;                           // longest SCK high that was no power-down
    avr_cycle_count_t gap_most;                            // longest time between two words that were read
};

struct hx711 {
    avr_t *avr;
    const struct hx711_world *world;
    int channel;
    double period, next; // cycles; next: the end of the running conversion
    int settling;        // conversions still to come before the first good one
    int gain_pulses;     // 25 A128, 26 B32, 27 A64
    enum hx711_fault fault;
    double start_up;     // an oscillator that starts takes up to this share of a period more or less
    double noise;        // standard deviation of every conversion, in counts
    uint32_t random;
    bool off, hung, sck, ready, torn;
    int pulses;          // since the last conversion that found the line idle
    uint32_t word, bits; // in the output register; as they were shown
    avr_cycle_count_t risen, fallen, last_read;
    struct {
        bool open;
        avr_cycle_count_t at;
        int32_t value;
    } conversion; // the one whose fate is not known yet
    struct hx711_tally tally;
};

void hx711_init(struct hx711 *chip, avr_t *avr, const struct hx711_world *world, int channel);
// Power comes on, or the simulator forgot its timers: carry on from now. `phase` is a share of a period.
void hx711_power_up(struct hx711 *chip, double phase);
void hx711_resume(struct hx711 *chip);
void hx711_set_rate(struct hx711 *chip, double hz);
void hx711_set_fault(struct hx711 *chip, enum hx711_fault fault);
void hx711_sck(struct hx711 *chip, bool high);
// Writes what became of the last conversion.
void hx711_close_log(struct hx711 *chip);
void hx711_log_header(FILE *log);

#endif
