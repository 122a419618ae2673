#include "board.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "avr_eeprom.h"
#include "avr_ioport.h"
#include "avr_uart.h"
#include "sim_elf.h"
#include "sim_time.h"

#define MCU "atmega328p"
#define FREQUENCY 16000000
// DOUT of FL, FR, RL, RR on D4 to D7 are PD4 to PD7; SCK on D8 to D11 are PB0 to PB3.
#define DOUT_FIRST 4
// The core runs so many cycles before it looks at its timers again; it never runs past one.
#define BURST_CYCLES 256

static void quiet(avr_t *avr, const int level, const char *format, va_list words)
{
    (void)avr;
    if (level <= LOG_ERROR && strstr(format, "overrun") == NULL)
        vfprintf(stderr, format, words);
}

static void fail(const char *file, const char *why)
{
    fprintf(stderr, "steadysim: %s %s\n", file, why);
    exit(2);
}

// libsimavr reads whatever it is given; only an ELF for the AVR does it no harm.
static void check_elf(const char *file)
{
    Elf32_Ehdr header;
    FILE *opened = fopen(file, "rb");
    if (opened == NULL)
        fail(file, "cannot be opened; build the sketch with: make firmware");
    const size_t n = fread(&header, sizeof header, 1, opened);
    fclose(opened);
    if (n != 1 || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_machine != EM_AVR)
        fail(file, "is no ELF for the AVR; give the steadyboard.elf that make firmware builds");
}

// Reading prints on stdout, whose first line is promised to the port's path.
static int read_quietly(const char *file, elf_firmware_t *firmware)
{
    fflush(stdout);
    const int kept = dup(STDOUT_FILENO), nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, STDOUT_FILENO);
    const int failed = elf_read_firmware(file, firmware);
    fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(nothing);
    return failed;
}

static avr_io_t *module(const struct board *board, const char *kind, char name)
{
    for (avr_io_t *io = board->avr->io_port; io != NULL; io = io->next) {
        if (strcmp(io->kind, kind) != 0)
            continue;
        // Both kinds that are asked for keep their letter right behind the common part.
        if (((avr_uart_t *)io)->name == name)
            return io;
    }
    fail(kind, "is not in this libsimavr");
    return NULL;
}

static void set_dout(void *param, int channel, enum hx711_level level)
{
    struct board *board = param;
    avr_ioport_t *port = (avr_ioport_t *)module(board, "port", 'D');
    const int pin = DOUT_FIRST + channel;
    const uint8_t mask = 1 << pin;
    if (level == LEVEL_FLOATING) {
        // Nobody drives it: the pull-up that the sketch has switched on, or low.
        port->external.pull_mask &= ~mask;
        port->external.pull_value &= ~mask;
        level = board->avr->data[port->r_port] & mask ? LEVEL_HIGH : LEVEL_LOW;
    } else {
        // Told to the port as well: it would take its own pull-up for the pin's level at the next write.
        port->external.pull_mask |= mask;
        port->external.pull_value = (port->external.pull_value & ~mask) | (level == LEVEL_HIGH ? mask : 0);
    }
    avr_irq_t *irq = avr_io_getirq(board->avr, AVR_IOCTL_IOPORT_GETIRQ('D'), pin);
    avr_raise_irq(irq, level == LEVEL_HIGH);
}

static double weigh(void *param, int channel, avr_cycle_count_t now)
{
    struct board *board = param;
    if (board->before_weighing != NULL)
        board->before_weighing(board->who, now);
    return board->counts[channel];
}

static void on_sck(avr_irq_t *irq, uint32_t value, void *param)
{
    (void)irq;
    hx711_sck(param, value & 1);
}

static void sleep_not(avr_t *avr, avr_cycle_count_t how_long)
{
    (void)avr, (void)how_long;
}

static void note_reset(avr_t *avr)
{
    ((struct board *)avr->custom.data)->was_reset = true;
}

void board_init(struct board *board, const char *elf, FILE *log)
{
    static elf_firmware_t firmware;
    *board = (struct board){0};
    check_elf(elf);
    avr_global_logger_set(quiet);
    if (read_quietly(elf, &firmware) != 0 || firmware.flashsize == 0)
        fail(elf, "holds no program");
    avr_t *avr = avr_make_mcu_by_name(MCU);
    if (avr == NULL)
        fail(MCU, "is not in this libsimavr");
    board->avr = avr;
    avr_init(avr);
    firmware.frequency = FREQUENCY;
    avr_load_firmware(avr, &firmware);
    avr->sleep = sleep_not;
    avr->custom.data = board;
    avr->reset = note_reset;
    board->world = (struct hx711_world){.board = board, .weigh = weigh, .dout = set_dout, .log = log};
    if (log != NULL)
        hx711_log_header(log);
    for (int i = 0; i < CHANNELS; i++) {
        hx711_init(&board->chips[i], avr, &board->world, i);
        avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('B'), i), on_sck, &board->chips[i]);
    }
    line_init(&board->line, avr, (avr_uart_t *)module(board, "uart", '0'));
}

static avr_cycle_count_t on_slice(avr_t *avr, avr_cycle_count_t when, void *param)
{
    (void)avr, (void)when;
    ((struct board *)param)->slice_over = true;
    return 0;
}

// A reset wipes every timer and every level at an input: what goes on outside the chip has to be put back.
static void replant(struct board *board)
{
    board->was_reset = false;
    board->avr->run_cycle_limit = BURST_CYCLES;
    for (int i = 0; i < CHANNELS; i++) {
        avr_irq_t *irq = avr_io_getirq(board->avr, AVR_IOCTL_IOPORT_GETIRQ('D'), DOUT_FIRST + i);
        avr_irq_set_flags(irq, avr_irq_get_flags(irq) | IRQ_FLAG_INIT);
        hx711_sck(&board->chips[i], false);
        hx711_resume(&board->chips[i]);
    }
    line_resume(&board->line);
}

void board_start(struct board *board, const double hz[CHANNELS], const double phases[CHANNELS])
{
    board->avr->run_cycle_limit = BURST_CYCLES;
    board->was_reset = false;
    for (int i = 0; i < CHANNELS; i++) {
        hx711_set_rate(&board->chips[i], hz[i]);
        hx711_power_up(&board->chips[i], phases[i]);
    }
    line_resume(&board->line);
}

bool board_run_until(struct board *board, avr_cycle_count_t cycle)
{
    avr_t *avr = board->avr;
    bool planted = false;
    board->slice_over = false;
    while (!board->slice_over) {
        if (!planted && avr->cycle < cycle) {
            avr_cycle_timer_register(avr, cycle - avr->cycle, on_slice, board);
            planted = true;
        } else if (!planted) {
            return true;
        }
        const int state = avr_run(avr);
        if (state == cpu_Crashed || state == cpu_Done)
            return false;
        if (board->boot_until && avr->cycle >= board->boot_until) {
            board->boot_until = 0;
            avr_reset(avr);
        }
        if (board->was_reset) {
            board->resets += board->boot_until == 0;
            replant(board);
            planted = false;
        }
    }
    return true;
}

void board_reset(struct board *board, double boot_s)
{
    avr_t *avr = board->avr;
    avr_reset(avr);
    replant(board);
    if (boot_s <= 0.0) {
        board->resets++;
        return;
    }
    // The boot loader is no part of the sketch: the core sleeps in its place, then starts once more.
    board->boot_until = avr->cycle + (avr_cycle_count_t)(boot_s * avr->frequency);
    avr->state = cpu_Sleeping;
    avr->sreg[S_I] = 1;
}

void board_poke(struct board *board, unsigned address, const unsigned char *bytes, unsigned n)
{
    for (unsigned i = 0; i < n && address + i <= board->avr->ramend; i++)
        board->avr->data[address + i] = bytes[i];
}

static avr_eeprom_desc_t eeprom(struct board *board)
{
    const avr_eeprom_t *found = NULL;
    for (avr_io_t *io = board->avr->io_port; io != NULL; io = io->next)
        if (strcmp(io->kind, "eeprom") == 0)
            found = (avr_eeprom_t *)io;
    if (found == NULL)
        fail("eeprom", "is not in this libsimavr");
    return (avr_eeprom_desc_t){.ee = found->eeprom, .size = found->size};
}

// In front of the contents: no other file is ever taken for one, and so none is ever written over.
static const char MAGIC[] = "steadysim EEPROM\n";

bool board_load_eeprom(struct board *board, const char *file)
{
    const avr_eeprom_desc_t contents = eeprom(board);
    char magic[sizeof MAGIC - 1];
    FILE *opened = fopen(file, "rb");
    if (opened == NULL) {
        board->eeprom_file = file;
        return errno == ENOENT; // a new board; written at the first change
    }
    const bool ours = fread(magic, 1, sizeof magic, opened) == sizeof magic &&
                      memcmp(magic, MAGIC, sizeof magic) == 0 &&
                      fread(contents.ee, 1, contents.size, opened) == contents.size && fgetc(opened) == EOF;
    fclose(opened);
    if (ours)
        board->eeprom_file = file;
    return ours;
}

void board_keep_eeprom(struct board *board)
{
    static uint8_t kept[4096];
    const avr_eeprom_desc_t contents = eeprom(board);
    if (board->eeprom_file == NULL || contents.size > sizeof kept || memcmp(kept, contents.ee, contents.size) == 0)
        return;
    char fresh[4096];
    snprintf(fresh, sizeof fresh, "%s.new", board->eeprom_file);
    FILE *opened = fopen(fresh, "wb");
    if (opened == NULL)
        return;
    const bool whole = fputs(MAGIC, opened) >= 0 && fwrite(contents.ee, 1, contents.size, opened) == contents.size;
    if (fclose(opened) == 0 && whole && rename(fresh, board->eeprom_file) == 0)
        memcpy(kept, contents.ee, contents.size);
}
