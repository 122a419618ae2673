#include "hx711.h"

#include <math.h>

#include "sim_time.h"

const char *const CHANNEL_NAMES[CHANNELS] = {"FL", "FR", "RL", "RR"};
const char *const FAULT_NAMES[FAULTS] = {"none", "missing", "hung", "stuck_low", "noisy"};

// Avia's HX711 data sheet: SCK high for more than 60 us powers down; high and low last 0.2 us at least; the first
// good value comes 4 conversions after power-up or a change of gain (50 ms at 80 SPS, 400 ms at 10 SPS).
#define POWER_DOWN_US 60
#define SHORTEST_CYCLES 4 // 0.25 us at 16 MHz; 3 cycles are 0.19 us
#define SETTLING 4
#define LARGEST 0x7FFFFF
#define SMALLEST (-0x800000)
// A shifting that has paused this long is given up; the next conversion starts a fresh word.
#define GIVEN_UP_US 100
#define NOISY_COUNTS 30000.0 // about 14 N on a nominal cell: plainly broken

static avr_cycle_count_t on_conversion(avr_t *avr, avr_cycle_count_t when, void *param);
static avr_cycle_count_t on_power_down(avr_t *avr, avr_cycle_count_t when, void *param);

static bool alive(const struct hx711 *chip)
{
    return !chip->off && !chip->hung && (chip->fault == FAULT_NONE || chip->fault == FAULT_NOISY);
}

static enum hx711_level level(const struct hx711 *chip)
{
    if (chip->fault == FAULT_MISSING)
        return LEVEL_FLOATING;
    if (chip->fault == FAULT_STUCK_LOW)
        return LEVEL_LOW;
    if (!alive(chip) || !chip->ready || chip->pulses > WORD_BITS)
        return LEVEL_HIGH;
    if (chip->pulses == 0)
        return LEVEL_LOW;
    return chip->word >> (WORD_BITS - chip->pulses) & 1 ? LEVEL_HIGH : LEVEL_LOW;
}

static void show(struct hx711 *chip)
{
    chip->world->dout(chip->world->board, chip->channel, level(chip));
}

static int32_t extended(uint32_t word)
{
    return (int32_t)(word << 8) >> 8;
}

static double microseconds(const struct hx711 *chip, avr_cycle_count_t cycle)
{
    return cycle * 1e6 / chip->avr->frequency;
}

void hx711_log_header(FILE *log)
{
    fputs("t_us,channel,value,fate,read_us,word\n", log);
}

static void settle_fate(struct hx711 *chip, const char *fate, bool with_word)
{
    if (!chip->conversion.open)
        return;
    chip->conversion.open = false;
    if (chip->world->log == NULL)
        return;
    fprintf(chip->world->log, "%.2f,%s,%d,%s,", microseconds(chip, chip->conversion.at), CHANNEL_NAMES[chip->channel],
            (int)chip->conversion.value, fate);
    if (with_word)
        fprintf(chip->world->log, "%.2f,%d\n", microseconds(chip, chip->avr->cycle), (int)extended(chip->bits));
    else
        fputs(",\n", chip->world->log);
}

void hx711_close_log(struct hx711 *chip)
{
    settle_fate(chip, "last", false);
}

static double uniform(struct hx711 *chip)
{
    // xorshift32 (Marsaglia 2003).
    chip->random ^= chip->random << 13;
    chip->random ^= chip->random >> 17;
    chip->random ^= chip->random << 5;
    return (chip->random + 0.5) / 4294967296.0;
}

static double gauss(struct hx711 *chip)
{
    return sqrt(-2.0 * log(uniform(chip))) * cos(2.0 * M_PI * uniform(chip));
}

static int32_t converted(struct hx711 *chip)
{
    double counts = chip->world->weigh(chip->world->board, chip->channel, chip->avr->cycle);
    if (chip->gain_pulses != WORD_BITS + 1)
        counts = chip->gain_pulses == WORD_BITS + 3 ? counts / 2 : 0.0; // half the gain; channel B is not wired
    if (chip->noise > 0.0)
        counts += chip->noise * gauss(chip);
    if (chip->fault == FAULT_NOISY)
        counts += NOISY_COUNTS * gauss(chip);
    return (int32_t)lround(fmin(fmax(counts, SMALLEST), LARGEST));
}

// What the pulses since the last conversion asked of the next one.
static void adopt_gain(struct hx711 *chip)
{
    if (chip->pulses <= WORD_BITS || chip->pulses == chip->gain_pulses)
        return;
    chip->gain_pulses = chip->pulses > WORD_BITS + 3 ? WORD_BITS + 3 : chip->pulses;
    chip->settling = SETTLING - 1;
}

static void finish_conversion(struct hx711 *chip)
{
    const avr_cycle_count_t now = chip->avr->cycle;
    const avr_cycle_count_t edge = chip->risen > chip->fallen ? chip->risen : chip->fallen;
    bool shifting = chip->pulses > 0 && chip->pulses <= WORD_BITS;
    if (shifting && now - edge > avr_usec_to_cycles(chip->avr, GIVEN_UP_US)) {
        chip->tally.partial += chip->ready;
        settle_fate(chip, "partial", false);
        shifting = false;
    }
    if (!shifting)
        adopt_gain(chip);
    if (chip->settling > 0) {
        chip->settling--;
        return;
    }
    if (shifting) {
        // The output register is replaced under the reader's hands: high bits of one word, low bits of another.
        chip->tally.torn++;
        chip->torn = true;
    } else {
        chip->tally.missed += chip->conversion.open;
        settle_fate(chip, "missed", false);
        chip->pulses = 0;
    }
    const int32_t value = converted(chip);
    chip->tally.conversions++;
    if (shifting && chip->world->log != NULL)
        fprintf(chip->world->log, "%.2f,%s,%d,tore,,\n", microseconds(chip, now), CHANNEL_NAMES[chip->channel], value);
    chip->word = (uint32_t)value & 0xFFFFFF;
    chip->ready = true;
    if (!shifting) {
        chip->conversion.open = true;
        chip->conversion.at = now;
        chip->conversion.value = value;
    }
    show(chip);
}

static avr_cycle_count_t on_conversion(avr_t *avr, avr_cycle_count_t when, void *param)
{
    struct hx711 *chip = param;
    (void)avr;
    chip->next += chip->period;
    if (alive(chip))
        finish_conversion(chip);
    const avr_cycle_count_t next = (avr_cycle_count_t)llround(chip->next);
    return next > when ? next : when + 1;
}

static void start_converting(struct hx711 *chip)
{
    const avr_cycle_count_t next = (avr_cycle_count_t)llround(chip->next), now = chip->avr->cycle;
    avr_cycle_timer_register(chip->avr, next > now ? next - now : 1, on_conversion, chip);
}

static void forget(struct hx711 *chip)
{
    settle_fate(chip, "lost", false);
    chip->ready = chip->torn = false;
    chip->pulses = 0;
    chip->gain_pulses = WORD_BITS + 1;
    chip->settling = SETTLING - 1;
}

void hx711_init(struct hx711 *chip, avr_t *avr, const struct hx711_world *world, int channel)
{
    *chip = (struct hx711){.avr = avr, .world = world, .channel = channel, .gain_pulses = WORD_BITS + 1};
}

void hx711_power_up(struct hx711 *chip, double phase)
{
    forget(chip);
    chip->next = chip->avr->cycle + (1.0 + phase) * chip->period;
    hx711_resume(chip);
}

void hx711_resume(struct hx711 *chip)
{
    start_converting(chip);
    show(chip);
}

void hx711_set_rate(struct hx711 *chip, double hz)
{
    const bool running = chip->period > 0.0;
    chip->period = chip->avr->frequency / hz;
    if (running) {
        chip->next = chip->avr->cycle + chip->period;
        start_converting(chip);
    }
}

void hx711_set_fault(struct hx711 *chip, enum hx711_fault fault)
{
    const bool was_alive = alive(chip);
    chip->hung = fault == FAULT_HUNG;
    chip->fault = fault == FAULT_HUNG ? FAULT_NONE : fault;
    if (was_alive != alive(chip))
        forget(chip);
    show(chip);
}

static avr_cycle_count_t on_power_down(avr_t *avr, avr_cycle_count_t when, void *param)
{
    struct hx711 *chip = param;
    (void)avr, (void)when;
    chip->off = true;
    chip->tally.power_downs++;
    forget(chip);
    show(chip);
    return 0;
}

static void end_of_word(struct hx711 *chip)
{
    if (!chip->ready) {
        chip->tally.unready++;
        return;
    }
    const avr_cycle_count_t now = chip->avr->cycle;
    if (chip->last_read && now - chip->last_read > chip->tally.gap_most)
        chip->tally.gap_most = now - chip->last_read;
    chip->last_read = now;
    const bool wrong = extended(chip->bits) != chip->conversion.value;
    chip->tally.read += !wrong;
    chip->tally.wrong += wrong;
    settle_fate(chip, wrong ? "wrong" : chip->torn ? "torn" : "read", true);
    chip->torn = false;
}

static void risen(struct hx711 *chip)
{
    chip->pulses++;
    if (chip->pulses == 1)
        chip->bits = 0;
    if (chip->pulses <= WORD_BITS)
        chip->bits = chip->bits << 1 | (level(chip) != LEVEL_LOW);
    else if (chip->pulses == WORD_BITS + 1 && alive(chip))
        end_of_word(chip);
    if (chip->pulses <= WORD_BITS + 1)
        show(chip);
}

static void fallen(struct hx711 *chip)
{
    const avr_cycle_count_t high = chip->avr->cycle - chip->risen;
    avr_cycle_timer_cancel(chip->avr, on_power_down, chip);
    if (chip->off) {
        // Low again: reset, and as after power-up. That is also what a hung chip needs.
        chip->off = chip->hung = false;
        hx711_power_up(chip, chip->start_up * uniform(chip));
        return;
    }
    if (high > chip->tally.high_most)
        chip->tally.high_most = high;
    chip->tally.short_pulses += high < SHORTEST_CYCLES;
}

void hx711_sck(struct hx711 *chip, bool high)
{
    const avr_cycle_count_t now = chip->avr->cycle;
    if (chip->fault == FAULT_MISSING || high == chip->sck)
        return;
    chip->sck = high;
    if (!high) {
        fallen(chip);
        chip->fallen = now;
        return;
    }
    chip->tally.short_pulses += chip->pulses > 0 && now - chip->fallen < SHORTEST_CYCLES;
    chip->risen = now;
    avr_cycle_timer_register(chip->avr, avr_usec_to_cycles(chip->avr, POWER_DOWN_US), on_power_down, chip);
    risen(chip);
}
